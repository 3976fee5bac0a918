package vn.loa.bench.smpp;

import java.time.Duration;
import vn.loa.channel.Batch;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.smpp.SmppChannel;
import vn.loa.channel.smpp.SmppSettings;

/** Our channel, on one bind. Who feeds it is up to those who extend it. */
abstract class LoaClient implements Client, Outcomes {

  private static final int SAMPLE = 16;

  /** Remembered: at least twice the largest window, a power of two. */
  private static final int RING = 1 << 15;

  private final Place place;
  private final SmppChannel channel;
  private final Feed feed = new Feed();
  private final long[] submitted = new long[RING];

  LoaClient(Place place) {
    this.place = place;
    this.channel = SmppChannel.connect(settings(place));
    channel.listen(new Told(place.meter()));
  }

  static SmppSettings settings(Place place) {
    return SmppSettings.builder("127.0.0.1", place.port())
        .login(Texts.SYSTEM_ID, Texts.PASSWORD)
        .sender(Texts.SENDER)
        .window(place.window())
        .binds(place.binds())
        .build();
  }

  private record Told(Meter meter) implements Receipts {
    @Override
    public void receive(Receipt receipt) {
      meter.receipts.increment();
    }
  }

  /** Of all binds together. */
  int window() {
    return channel.limits().window();
  }

  /** Submits so many, in a batch or in two; one thread at a time. */
  final void submit(int count) {
    for (int left = count; left > 0; ) {
      Batch batch = feed.next(left);
      long now = System.nanoTime();
      for (int i = 0; i < batch.size(); i++) {
        submitted[(int) batch.token(i) & (RING - 1)] = now;
      }
      left -= batch.size();
      channel.submit(batch, this);
    }
  }

  @Override
  public final void answer(long token, Outcome outcome) {
    if (outcome instanceof Outcome.Sent) {
      place.meter().sent.increment();
    } else {
      place.meter().error(outcome);
    }
    if (token % SAMPLE == 0) {
      place.meter().latencies.add(System.nanoTime() - submitted[(int) token & (RING - 1)]);
    }
    free();
  }

  /** There is room for one more. */
  abstract void free();

  @Override
  public void close() {
    channel.close(Duration.ofSeconds(2));
  }
}
