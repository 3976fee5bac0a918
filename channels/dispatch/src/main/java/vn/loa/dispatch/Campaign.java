package vn.loa.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import vn.loa.channel.Delivery;
import vn.loa.channel.Message;
import vn.loa.channel.Tally;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.Visitor;

/**
 * One message for one audience, under way or done.
 *
 * <p>What depends on a stage given here runs on a thread of the dispatcher or of its store: it must
 * return soon. Safe for use by several threads.
 */
public final class Campaign {

  private final Engine engine;
  private final Course course;

  Campaign(Engine engine, Course course) {
    this.engine = engine;
    this.course = course;
  }

  /** Names it for good, also in another process on the same store. */
  public String key() {
    return course.key();
  }

  public Message message() {
    return course.record().message();
  }

  /** Its lane now. */
  public Urgency urgency() {
    return course.urgency();
  }

  /** Names of the channels that carry it, in the order in which they take over. */
  public List<String> channels() {
    return course.record().channels();
  }

  /** What it does now; whether anything is left to do, its tally tells. */
  public CampaignStand.Phase phase() {
    return course.phase();
  }

  /** The counts now, or as they stood when the dispatcher was closed. Always adds up. */
  public Tally tally() {
    return engine.tally(course);
  }

  /**
   * Every recipient as it stands now, in the order of the audience: a copy. Empty where only a
   * summary is kept.
   *
   * @throws vn.loa.dispatch.store.StoreException if the dispatcher is closed
   */
  public List<Delivery> deliveries() {
    List<Delivery> all = new ArrayList<>();
    deliveries(all::add);
    return List.copyOf(all);
  }

  /** As {@link #deliveries()}, one by one: for millions of them. */
  public void deliveries(Consumer<Delivery> each) {
    engine.scan(
        Query.deliveries(key()),
        new Visitor() {
          @Override
          public void campaign(CampaignStand stand) {}

          @Override
          public void delivery(DeliveryRow row) {
            each.accept(row.delivery());
          }
        });
  }

  /**
   * Completes, once, when every delivery is final: answered, and its receipt here or given up. What
   * is in doubt and held is final too, though a late answer, a receipt or a person may still change
   * it. Completes exceptionally if the store breaks, and with a {@link CancellationException} when
   * the dispatcher is closed before: the campaign goes on when its store is opened again.
   */
  public CompletionStage<Tally> completion() {
    return course.completion().minimalCompletionStage();
  }

  /** Waits for its completion, at most {@code patience}; gives the tally as it stands then. */
  public Tally await(Duration patience) throws InterruptedException {
    try {
      return course.completion().get(Durations.nanos(patience), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException | CancellationException notComplete) {
      return tally();
    }
  }

  /**
   * Nothing more of it is sent until it is resumed; it resumes by itself when its time has run out,
   * to expire. The stage completes when that is durable.
   */
  public CompletionStage<Void> pause() {
    return engine.control(course, new Control.Pause());
  }

  /** It goes on. The stage completes when that is durable. */
  public CompletionStage<Void> resume() {
    return engine.control(course, new Control.Resume());
  }

  /**
   * What has not gone out never goes. What is on the wire keeps its answer. For good; the stage
   * completes when it is durable.
   *
   * <p>A {@link vn.loa.channel.HoldingChannel} then takes the message back from everybody, also
   * from whom it has reached already, and is told again when the store is opened again, as long as
   * the message is valid or receipts are awaited. What it had not let out is {@link
   * vn.loa.channel.DeliveryState#CANCELLED}; what it had stays {@link
   * vn.loa.channel.DeliveryState#SENT} until its receipt says what became of it: {@link
   * vn.loa.channel.DeliveryState#DELIVERED} if it was heard all the same, {@link
   * vn.loa.channel.DeliveryState#REFUSED}, with the reason {@code CANCELLED}, if it was taken back
   * in time. Where another campaign on that channel that is neither cancelled nor complete carries
   * a message of the same id, the channel keeps the message, for all of its recipients, until that
   * one is cancelled too.
   */
  public CompletionStage<Void> cancel() {
    return engine.control(course, new Control.Cancel());
  }

  /** It changes lanes. The stage completes when that is durable. */
  public CompletionStage<Void> urgency(Urgency urgency) {
    return engine.control(course, new Control.ChangeUrgency(urgency));
  }

  /** Nothing of it is sent earlier. The stage completes when that is durable. */
  public CompletionStage<Void> notBefore(Instant instant) {
    return engine.control(course, new Control.NotBefore(instant));
  }

  @Override
  public String toString() {
    return key() + " (" + message().id() + " on " + channels() + ", " + phase() + ")";
  }
}
