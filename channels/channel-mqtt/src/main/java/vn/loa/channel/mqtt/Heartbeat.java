package vn.loa.channel.mqtt;

import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttPingSender;
import org.eclipse.paho.client.mqttv3.internal.ClientComms;
import org.eclipse.paho.client.mqttv3.internal.ClientState;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;

/**
 * Notes when Paho wants to look whether the broker is still there. Paho's own timer is a thread
 * more, and one that stays when a connection dies while it is being welcomed.
 *
 * <p>Safe for use by several threads.
 */
final class Heartbeat implements MqttPingSender {

  private final Time time;
  private @Nullable ClientComms comms;
  private boolean beating;
  private long due;

  Heartbeat(Time time) {
    this.time = time;
  }

  @Override
  public synchronized void init(ClientComms comms) {
    this.comms = comms;
  }

  @Override
  public synchronized void start() {
    if (comms != null) {
      schedule(comms.getKeepAlive());
    }
  }

  @Override
  public synchronized void schedule(long delayInMilliseconds) {
    beating = true;
    due = time.nanos() + TimeUnit.MILLISECONDS.toNanos(delayInMilliseconds);
  }

  @Override
  public synchronized void stop() {
    beating = false;
  }

  /** When {@link #beat()} is due, or {@code latest} if that is sooner. */
  synchronized long due(long latest) {
    return beating && due - latest < 0 ? due : latest;
  }

  /** Asks the broker for a sign of life if it is time; a broker that gave none is hung up on. */
  void beat() {
    ClientComms asks = asking();
    if (asks != null) {
      asks.checkForActivity();
    }
  }

  /** Wakes Paho's sender, if it waits; to be taken before Paho's client is closed. */
  synchronized Runnable senderAlarm() {
    ClientState state = comms == null ? null : comms.getClientState();
    return state == null ? () -> {} : state::notifyQueueLock;
  }

  private synchronized @Nullable ClientComms asking() {
    if (!beating || time.nanos() - due < 0) {
      return null;
    }
    beating = false;
    return comms;
  }
}
