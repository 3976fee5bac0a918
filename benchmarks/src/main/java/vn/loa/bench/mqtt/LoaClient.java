package vn.loa.bench.mqtt;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import vn.loa.channel.Batch;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.mqtt.SpeakerChannel;
import vn.loa.channel.mqtt.SpeakerSettings;

/**
 * Our channel, fed by its own answers: whoever brings one hands over as much as there is room for,
 * once that is an eighth of what the channel takes.
 */
final class LoaClient implements Client, Outcomes {

  private static final int SHARE = 8;

  private final Meter meter;
  private final SpeakerChannel channel;
  private final Feed feed = new Feed();
  private final AtomicInteger room = new AtomicInteger();
  private final AtomicBoolean feeding = new AtomicBoolean();
  private final int least;
  private volatile boolean closing;

  LoaClient(Place place) {
    meter = place.meter();
    channel =
        SpeakerChannel.connect(
            SpeakerSettings.builder("127.0.0.1", place.port())
                .window(place.window())
                .gather(Duration.ZERO)
                .build());
    least = Math.max(1, channel.limits().window() / SHARE);
  }

  @Override
  public void start() {
    room.addAndGet(channel.limits().window());
    feed();
  }

  @Override
  public void answer(long token, Outcome outcome) {
    if (outcome instanceof Outcome.Sent) {
      meter.sent.increment();
    } else if (!closing) {
      meter.error(outcome);
    }
    if (room.incrementAndGet() >= least) {
      feed();
    }
  }

  /** One at a time: an answer may come before its submit returns, on the same thread. */
  private void feed() {
    while (room.get() >= least && !closing && feeding.compareAndSet(false, true)) {
      submit(room.getAndSet(0));
      feeding.set(false);
    }
  }

  private void submit(int count) {
    for (int left = count; left > 0; ) {
      Batch batch = feed.next(Math.min(left, channel.limits().batch()));
      left -= batch.size();
      channel.submit(batch, this);
    }
  }

  @Override
  public void close() {
    closing = true;
    channel.close(Duration.ofSeconds(2));
  }
}
