package vn.loa.channel.mqtt;

import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;

/** {@link Transport} by Paho. Safe for use by several threads. */
final class PahoTransport implements Transport {

  private final SpeakerSettings settings;
  private final Time time;
  private volatile @Nullable PahoThreads threads;
  private @Nullable PahoConnection opening;
  private boolean broken;

  PahoTransport(SpeakerSettings settings, Time time) {
    this.settings = settings;
    this.time = time;
  }

  @Override
  public Connection open(Greeting greeting, Listener listener) throws ConnectException {
    PahoThreads mine = new PahoThreads(settings.clientId());
    threads = mine;
    PahoConnection next = new PahoConnection(settings, listener, mine, time);
    opening(next);
    try {
      next.open(greeting);
      return next;
    } finally {
      opening(null);
    }
  }

  @Override
  public void breakOff() {
    PahoConnection hopeless = breaking();
    if (hopeless != null) {
      hopeless.breakOff();
    }
  }

  @Override
  public boolean isOwn(Thread thread) {
    PahoThreads mine = threads;
    return mine != null && mine.areOf(thread);
  }

  /** One that begins when all is over ends at once. */
  private synchronized void opening(@Nullable PahoConnection next) {
    opening = next;
    if (broken && next != null) {
      next.breakOff();
    }
  }

  private synchronized @Nullable PahoConnection breaking() {
    broken = true;
    return opening;
  }
}
