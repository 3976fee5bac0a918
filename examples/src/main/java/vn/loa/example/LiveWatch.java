package vn.loa.example;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;
import vn.loa.channel.Time;
import vn.loa.channel.mqtt.SpeakerChannel;
import vn.loa.channel.mqtt.WardBoard;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.ChannelStand;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.Event;
import vn.loa.dispatch.InDoubt;
import vn.loa.example.live.CampaignMeter;
import vn.loa.example.live.LivePage;
import vn.loa.example.live.Parts;
import vn.loa.example.live.WardParts;

/**
 * Looks at a dispatcher five times a second, on a thread of its own, and shows on the page what it
 * sees; what the dispatcher tells by itself becomes a line of the log.
 */
final class LiveWatch implements Flow.Subscriber<Event>, AutoCloseable {

  private static final long EVERY = 200_000_000L;
  private static final int LINES = 40;
  private static final int DOUBTS = 20;

  private final LivePage page;
  private final Dispatcher dispatcher;
  private final SpeakerChannel speakers;
  private final Time time;
  private final List<CampaignMeter> meters = new CopyOnWriteArrayList<>();
  private final Map<String, InDoubt> doubts = new ConcurrentHashMap<>();
  private final List<Parts.Line> lines = new ArrayList<>();
  private final AtomicLong numbers = new AtomicLong();
  private final Object monitor = new Object();
  private final Thread thread = new Thread(this::run, "loa-live-watch");
  private @Nullable Message spoken;
  private boolean closed;

  LiveWatch(LivePage page, Dispatcher dispatcher, SpeakerChannel speakers, Time time) {
    this.page = page;
    this.dispatcher = dispatcher;
    this.speakers = speakers;
    this.time = time;
    this.thread.setDaemon(true);
  }

  void start() {
    page.show(Parts.WARDS, new Parts.Wards("", "", 0, 0, 0, 0, List.of()));
    page.show(Parts.DOUBTS, new Parts.Doubtful(0, List.of()));
    page.show(Parts.LOG, List.of());
    dispatcher.events().subscribe(this);
    thread.start();
  }

  CampaignMeter add(Campaign campaign) {
    CampaignMeter meter = new CampaignMeter(campaign, meters.size(), time);
    meters.add(meter);
    return meter;
  }

  /** Its wards are shown from now on. */
  void speaks(Message message) {
    synchronized (monitor) {
      spoken = message;
    }
  }

  /** What a decision of the page is about; empty when it was decided meanwhile. */
  Optional<InDoubt> doubt(String id) {
    return Optional.ofNullable(doubts.get(id));
  }

  void say(String said, Map<String, String> values) {
    synchronized (lines) {
      lines.add(new Parts.Line(numbers.incrementAndGet(), time.instant().toString(), said, values));
      if (lines.size() > LINES) {
        lines.remove(0);
      }
      page.show(Parts.LOG, List.copyOf(lines));
    }
  }

  private void run() {
    try {
      while (awaitNext()) {
        look();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitNext() throws InterruptedException {
    long deadline = time.nanos() + EVERY;
    synchronized (monitor) {
      while (!closed && deadline - time.nanos() > 0) {
        time.await(monitor, deadline);
      }
      return !closed;
    }
  }

  private void look() {
    Map<String, ChannelStand> channels = new LinkedHashMap<>();
    dispatcher.channels().forEach(it -> channels.put(it.name(), it));
    for (CampaignMeter meter : meters) {
      ChannelStand channel = channels.get(meter.campaign().channels().get(0));
      if (channel != null) {
        page.show(Parts.CAMPAIGN + meter.campaign().key(), meter.look(channel));
      }
    }
    Message message;
    synchronized (monitor) {
      message = spoken;
    }
    if (message != null) {
      Optional<WardBoard> board = speakers.board(message.id());
      board.ifPresent(it -> page.show(Parts.WARDS, WardParts.wards(it, message)));
    }
    showDoubts();
  }

  private void showDoubts() {
    Map<String, InDoubt> found = new LinkedHashMap<>();
    Map<String, Integer> alike = new LinkedHashMap<>();
    for (InDoubt one : dispatcher.inDoubt()) {
      int number = alike.merge(one.toString(), 1, Integer::sum);
      found.put(one + " #" + number, one);
    }
    doubts.keySet().retainAll(found.keySet());
    doubts.putAll(found);
    List<Parts.Doubt> first = new ArrayList<>();
    for (Map.Entry<String, InDoubt> entry : found.entrySet()) {
      if (first.size() < DOUBTS) {
        first.add(doubt(entry.getKey(), entry.getValue()));
      }
    }
    page.show(Parts.DOUBTS, new Parts.Doubtful(found.size(), first));
  }

  private Parts.Doubt doubt(String id, InDoubt one) {
    Instant since = one.since();
    return new Parts.Doubt(
        id,
        dispatcher.campaign(one.campaign()).map(it -> it.message().title()).orElse(one.campaign()),
        one.recipient().toString(),
        since == null ? null : since.toString(),
        one.reason() == null ? null : one.reason().code());
  }

  // What the dispatcher tells

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(Event event) {
    switch (event.kind()) {
      case STARTED -> say("started", of((Event.OfCampaign) event));
      case ANSWERED -> say("answered", of((Event.OfCampaign) event));
      case COMPLETED -> say("completed", of((Event.OfCampaign) event));
      case CHANNEL_PAUSED -> {
        Event.OfChannel paused = (Event.OfChannel) event;
        String why = paused.reason() == null ? "" : paused.reason().toString();
        say("channelPaused", Map.of("channel", paused.channel(), "why", why));
      }
      case CHANNEL_RESUMED ->
          say("channelResumed", Map.of("channel", ((Event.OfChannel) event).channel()));
      case PAUSED, RESUMED, CANCELLED, PROGRESS, STORE_FULL, STORE_UNAVAILABLE, STORE_BROKEN -> {}
    }
  }

  private Map<String, String> of(Event.OfCampaign event) {
    Optional<Campaign> campaign = dispatcher.campaign(event.campaign());
    return Map.of(
        "what", campaign.map(it -> it.message().title()).orElse(event.campaign()),
        "channel", campaign.map(it -> it.channels().get(0)).orElse(""),
        "count", Long.toString(event.tally().audience()));
  }

  @Override
  public void onError(Throwable broken) {}

  @Override
  public void onComplete() {}

  @Override
  public void close() {
    synchronized (monitor) {
      closed = true;
      monitor.notifyAll();
    }
    try {
      thread.join(5_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
