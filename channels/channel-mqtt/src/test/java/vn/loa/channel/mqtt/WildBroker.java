package vn.loa.channel.mqtt;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.testkit.ManualTime;

/**
 * A broker in memory and the lines to it, on a clock turned by hand: clean sessions, retained
 * messages, wills. Within a topic everything keeps its order (MQTT 3.1.1 section 4.6); between
 * topics nothing does. Of what is on a line that breaks, either all or nothing still arrives, until
 * that side hears of the break; each hears of it in its own time.
 */
final class WildBroker {

  private static final int RARELY = 12;

  private final SplittableRandom random;
  private final ManualTime time;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::due).thenComparingLong(Event::number));
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Map<String, byte[]> retained = new LinkedHashMap<>();
  private final BiConsumer<String, byte[]> onClear;
  private long backAt;
  private long numbers;

  private record Event(long due, long number, Runnable what) {}

  /** The client's end of a line. */
  interface Client {

    void arrived(String topic, byte[] payload, boolean retained);

    /** The line is gone, once. */
    void lost();
  }

  /**
   * @param onClear hears of each topic that is emptied, and what was kept there
   */
  WildBroker(SplittableRandom random, ManualTime time, BiConsumer<String, byte[]> onClear) {
    this.random = random;
    this.time = time;
    this.onClear = onClear;
  }

  /** What is kept, by topic: to be read only. */
  Map<String, byte[]> retained() {
    return Collections.unmodifiableMap(retained);
  }

  /** Something happens later, if nothing comes between. */
  void in(Duration pause, Runnable what) {
    at(time.nanos() + pause.toNanos(), what);
  }

  private void at(long due, Runnable what) {
    events.add(new Event(due, numbers++, what));
  }

  /** When something happens next, on the ticker. */
  long next() {
    Event next = events.peek();
    return next == null ? Long.MAX_VALUE : next.due();
  }

  /** All that is due happens; whether anything was. */
  boolean run() {
    boolean any = false;
    for (Event next = events.peek();
        next != null && next.due() <= time.nanos();
        next = events.peek()) {
      events.remove();
      next.what().run();
      any = true;
    }
    return any;
  }

  boolean isThere() {
    return time.nanos() >= backAt;
  }

  /** Everything is forgotten, and for a while nobody is there. */
  void restart(Duration away) {
    backAt = time.nanos() + away.toNanos();
    retained.clear();
    List.copyOf(lines.values()).forEach(Line::forget);
    lines.clear();
  }

  /** One client connects and subscribes. Who had this name before is sent away, with its will. */
  Line connect(
      String name, Collection<String> filters, String willTopic, byte[] will, Client client) {
    Line before = lines.get(name);
    if (before != null) {
      before.breakBroker(true);
    }
    Line line = new Line(name, filters, willTopic, will, client);
    lines.put(name, line);
    retained.forEach(
        (topic, payload) -> {
          if (line.wants(topic)) {
            line.down(topic, payload, true);
          }
        });
    return line;
  }

  private void take(String topic, byte[] payload, boolean keep) {
    if (keep && payload.length == 0) {
      byte[] before = retained.remove(topic);
      if (before != null) {
        onClear.accept(topic, before);
      }
    } else if (keep) {
      retained.put(topic, payload);
    }
    for (Line line : lines.values()) {
      if (line.wants(topic)) {
        line.down(topic, payload, false);
      }
    }
  }

  private long delay() {
    int kind = random.nextInt(RARELY);
    int most = kind == 0 ? 15_000 : kind < 4 ? 2_000 : 50;
    return Duration.ofMillis(random.nextInt(most)).toNanos();
  }

  private static boolean matches(String filter, String topic) {
    String[] levels = filter.split("/", -1);
    String[] parts = topic.split("/", -1);
    boolean same = levels.length == parts.length;
    for (int i = 0; same && i < levels.length; i++) {
      same = levels[i].equals("+") || levels[i].equals(parts[i]);
    }
    return same;
  }

  /** One connection. */
  final class Line {

    private final String name;
    private final Collection<String> filters;
    private final String willTopic;
    private final byte[] will;
    private final Client client;
    private final Map<String, Boolean> wanted = new HashMap<>();
    private final Map<String, Long> lastUp = new HashMap<>();
    private final Map<String, Long> lastDown = new HashMap<>();
    private final long since = time.nanos();
    private final boolean restArrives = random.nextBoolean();
    private boolean broken;
    private boolean known = true;
    private boolean open = true;

    private Line(
        String name, Collection<String> filters, String willTopic, byte[] will, Client client) {
      this.name = name;
      this.filters = List.copyOf(filters);
      this.willTopic = willTopic;
      this.will = will;
      this.client = client;
    }

    /** Whether the client takes it for open. */
    boolean isOpen() {
      return open;
    }

    /** Whether nothing more gets on it, even if nobody has heard of that. */
    boolean isBroken() {
      return broken;
    }

    /** When it came to be, on the ticker. */
    long since() {
      return since;
    }

    private boolean wants(String topic) {
      return known
          && wanted.computeIfAbsent(
              topic, it -> filters.stream().anyMatch(filter -> matches(filter, it)));
    }

    /** From the client; {@code acknowledged} runs when the broker's word for it is back. */
    void publish(String topic, byte[] payload, boolean keep, @Nullable Runnable acknowledged) {
      up(
          topic,
          () -> {
            take(topic, payload, keep);
            if (acknowledged != null) {
              back("PUBACK", acknowledged);
            }
          });
    }

    private void up(String order, Runnable what) {
      if (!broken) {
        at(later(lastUp, order), () -> arrive(known, what));
      }
    }

    private void down(String topic, byte[] payload, boolean kept) {
      back(topic, () -> client.arrived(topic, payload.clone(), kept));
      if (random.nextInt(RARELY) == 0) {
        back(topic, () -> client.arrived(topic, payload.clone(), kept));
      }
    }

    private void back(String order, Runnable what) {
      if (!broken) {
        at(later(lastDown, order), () -> arrive(open, what));
      }
    }

    private void arrive(boolean hears, Runnable what) {
      if (hears && (!broken || restArrives)) {
        what.run();
      }
    }

    private long later(Map<String, Long> last, String order) {
      return last.merge(order, time.nanos() + delay(), Math::max);
    }

    /** Nothing more gets on it; one side hears of it now, the other later. */
    void cut() {
      boolean clientFirst = random.nextBoolean();
      Duration later = Duration.ofMillis(random.nextInt(20_000));
      broken = true;
      if (clientFirst) {
        breakClient();
        in(later, () -> breakBroker(true));
      } else {
        breakBroker(true);
        in(later, this::breakClient);
      }
    }

    /** The client is no more; the broker hears of it in its own time. */
    void abandon() {
      broken = true;
      open = false;
      in(Duration.ofMillis(random.nextInt(20_000)), () -> breakBroker(true));
    }

    private void forget() {
      breakBroker(false);
      in(Duration.ofMillis(random.nextInt(5_000)), this::breakClient);
    }

    private void breakBroker(boolean tells) {
      broken = true;
      if (known) {
        known = false;
        lines.remove(name, this);
        if (tells) {
          take(willTopic, will, true);
        }
        in(Duration.ofMillis(random.nextInt(20_000)), this::breakClient);
      }
    }

    private void breakClient() {
      broken = true;
      if (open) {
        open = false;
        client.lost();
      }
    }
  }
}
