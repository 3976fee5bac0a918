package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Reason;
import vn.loa.channel.Time;
import vn.loa.channel.mqtt.Transport.ConnectException;
import vn.loa.channel.mqtt.Transport.Connection;

/**
 * The connection to the broker, over all its losses, and what is in flight on it. Connects by
 * itself, the first time too, and after each loss when {@link Backoff} allows; hangs up on a broker
 * that acknowledges nothing.
 *
 * <p>Of the hub's thread alone, but for {@link #lost} and {@link #breakOff}.
 */
final class Uplink {

  private static final Logger LOG = System.getLogger("vn.loa.channel.mqtt");

  private final SpeakerSettings settings;
  private final Transport transport;
  private final Transport.Greeting greeting;
  private final Transport.Listener listener;
  private final Time time;
  private final Backoff backoff;
  private final Set<Publication> inFlight = new LinkedHashSet<>();
  private volatile @Nullable Connection connection;

  /** Connections that ended by themselves: the last one, and those whose end is told late. */
  private final Set<Connection> lost = ConcurrentHashMap.newKeySet();

  private boolean wasLost;
  private volatile boolean broken;
  private long failures;
  private volatile Reason away = new Reason("NO_BROKER", "not connected yet");
  private volatile @Nullable Trouble trouble;
  private long lastPubAck;
  private volatile @Nullable Instant lastAnswer;

  Uplink(
      SpeakerSettings settings,
      Transport transport,
      Transport.Greeting greeting,
      Transport.Listener listener,
      Time time,
      RandomGenerator dice) {
    this.settings = settings;
    this.transport = transport;
    this.greeting = greeting;
    this.listener = listener;
    this.time = time;
    this.backoff = new Backoff(time.nanos(), dice);
  }

  boolean isConnected() {
    return connection != null;
  }

  /** Why there is no connection. */
  Reason away() {
    return away;
  }

  /** What the last attempt to connect met; null if it connected, or none was made. */
  @Nullable Trouble trouble() {
    return trouble;
  }

  @Nullable Instant lastAnswer() {
    return lastAnswer;
  }

  int inFlight() {
    return inFlight.size();
  }

  /** Whether one more may go out. */
  boolean hasRoom() {
    return connection != null && inFlight.size() < settings.window();
  }

  /** Whether the connection has ended by itself since it was last looked at. */
  boolean isLost() {
    Connection now = connection;
    return now != null && lost.contains(now);
  }

  /** Whether a connection was given up before. */
  boolean wasLost() {
    return wasLost;
  }

  /** Whether there is a connection, as far as anybody knows. */
  boolean isUsable() {
    return connection != null && !isLost() && !broken;
  }

  /** From any thread: a connection has ended by itself, perhaps one that was given up before. */
  void lost(Connection which) {
    lost.add(which);
  }

  /** Whether an attempt to connect is due. */
  boolean isDue() {
    return connection == null && !broken && backoff.allows(time.nanos());
  }

  /** Tries to connect; whether there is a connection now. */
  boolean connect() {
    backoff.tried(time.nanos());
    try {
      connection = openTwice();
      lastPubAck = time.nanos();
      LOG.log(
          Level.INFO, "{0}: connected, after {1} failed attempts", settings.toString(), failures);
      failures = 0;
      trouble = null;
      if (broken) {
        breakOff();
      }
      return true;
    } catch (ConnectException failed) {
      unreachable(failed.trouble());
      return false;
    }
  }

  /**
   * A broker that let us in and then hung up is tried a second time: Moquette 0.17 does so now and
   * then, when the SUBSCRIBE follows its CONNACK closely.
   */
  private Connection openTwice() throws ConnectException {
    try {
      return transport.open(greeting, listener);
    } catch (ConnectException failed) {
      if (!failed.hungUp() || broken) {
        throw failed;
      }
      return transport.open(greeting, listener);
    }
  }

  private void unreachable(Trouble met) {
    failures++;
    trouble = met;
    away = met.reason();
    if (failures == 1) {
      LOG.log(Level.WARNING, "{0}; trying again, at most every 60 s", met.sentence());
    }
  }

  /** Hands a message over; false if it did not leave, because the connection is lost. */
  boolean publish(Publication publication, byte[] payload, Runnable acknowledged) {
    Connection now = connection;
    if (now == null) {
      return false;
    }
    publication.publishedAt(time.nanos());
    inFlight.add(publication);
    if (now.publish(publication.topic(), payload, publication.retained(), acknowledged)) {
      return true;
    }
    inFlight.remove(publication);
    lost.add(now);
    return false;
  }

  /** It could not be handed over. */
  void takeBack(Publication publication) {
    inFlight.remove(publication);
  }

  void flush() {
    Connection now = connection;
    if (now != null) {
      now.flush();
    }
  }

  /** The broker has it; whether that was still awaited. */
  boolean acknowledged(Publication publication) {
    lastPubAck = time.nanos();
    lastAnswer = time.instant();
    backoff.proven();
    return inFlight.remove(publication);
  }

  /** What the broker has not acknowledged in time, taken out. */
  List<Publication> takeOverdue() {
    List<Publication> overdue = new ArrayList<>();
    Iterator<Publication> oldestFirst = inFlight.iterator();
    while (oldestFirst.hasNext()) {
      Publication next = oldestFirst.next();
      if (time.nanos() - overdueAt(next) < 0) {
        break;
      }
      oldestFirst.remove();
      overdue.add(next);
    }
    return overdue;
  }

  /** Whether nothing at all was acknowledged since this was published. */
  boolean isSilentSince(Publication publication) {
    return lastPubAck - publication.published() <= 0;
  }

  private long overdueAt(Publication publication) {
    return publication.published() + settings.answerWithin().toNanos();
  }

  /** Gives the connection up; what was in flight may have arrived, and is taken out. */
  List<Publication> drop(Reason reason) {
    away = reason;
    List<Publication> unanswered = List.copyOf(inFlight);
    inFlight.clear();
    Connection dropped = connection;
    connection = null;
    lost.clear();
    if (dropped != null) {
      wasLost = true;
      LOG.log(
          Level.WARNING,
          "{0}: {1}; {2} publishes without an answer",
          settings.toString(),
          reason.text(),
          unanswered.size());
      dropped.breakOff();
      dropped.close();
    }
    return unanswered;
  }

  void beat() {
    Connection now = connection;
    if (now != null) {
      now.beat();
    }
  }

  /** When there is something to do unasked, or {@code latest} if that is sooner. */
  long next(long latest) {
    Connection now = connection;
    if (now == null) {
      return !broken && backoff.next() - latest < 0 ? backoff.next() : latest;
    }
    long next = now.beatDue(latest);
    Iterator<Publication> oldestFirst = inFlight.iterator();
    if (oldestFirst.hasNext()) {
      long due = overdueAt(oldestFirst.next());
      next = due - next < 0 ? due : next;
    }
    return next;
  }

  /** From any thread: no connection from here on, and whatever is under way ends. */
  void breakOff() {
    broken = true;
    transport.breakOff();
    Connection now = connection;
    if (now != null) {
      now.breakOff();
    }
  }

  /** Takes leave of the broker. */
  void close() {
    Connection last = connection;
    connection = null;
    if (last != null) {
      last.close();
    }
  }

  static Reason lostReason() {
    return new Reason("CONNECTION_LOST", "the connection to the broker was lost");
  }

  Reason silentReason() {
    return new Reason(
        "CONNECTION_LOST",
        "the broker answered nothing for %s and was hung up on".formatted(patience()));
  }

  Reason noPubAck() {
    return new Reason("NO_PUBACK", "the broker did not answer within " + patience());
  }

  private String patience() {
    Duration limit = settings.answerWithin();
    return limit.toMillis() + " ms";
  }
}
