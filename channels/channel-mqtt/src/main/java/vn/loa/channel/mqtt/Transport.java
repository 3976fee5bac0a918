package vn.loa.channel.mqtt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What brings octets to a broker and back: MQTT 3.1.1 with a clean session and nothing else. It
 * never reconnects, keeps nothing, and waits for nobody but in {@link #open}.
 */
interface Transport {

  /**
   * Connects, waits for the broker's word, and subscribes. One call at a time.
   *
   * @throws ConnectException if it could not; nothing is left running
   */
  Connection open(Greeting greeting, Listener listener) throws ConnectException;

  /** Ends an {@link #open} that is under way or comes later, at once. From any thread. */
  void breakOff();

  /** Whether this thread is one that a connection calls its {@link Listener} on. */
  boolean isOwn(Thread thread);

  /**
   * What the broker is told when it is met.
   *
   * @param subscriptions topic filters, each at most once
   * @param willTopic where the broker says that we are gone, retained; null for nowhere
   * @param will what it says there
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Greeting(List<String> subscriptions, @Nullable String willTopic, byte[] will) {}

  /** Called on threads of the connection; must return soon. */
  interface Listener {

    /** Once at most: the connection has ended by itself. */
    void lost(Connection connection);

    /**
     * @param payload the listener's own from here on
     */
    void arrived(String topic, byte[] payload, boolean retained);
  }

  /** One connection, from its first octet to its last. */
  interface Connection {

    /**
     * Hands a message over at quality of service 1. Called by one thread at a time.
     *
     * @param acknowledged run on a thread of the connection when the broker's PUBACK is here
     * @return whether it was taken; else nothing of it has left, and the connection is lost
     */
    boolean publish(String topic, byte[] payload, boolean retained, Runnable acknowledged);

    /** Whatever was published since it was last called goes out now. */
    void flush();

    /** Asks the broker for a sign of life if it is time for that, and hangs up on a silent one. */
    void beat();

    /** When {@link #beat()} is due, in nanoseconds of the ticker, or {@code latest} if sooner. */
    long beatDue(long latest);

    /** Ends it at once, whatever it is at. From any thread. */
    void breakOff();

    /** Takes leave of the broker if it is still there, and ends every thread. */
    void close();
  }

  /** There is no connection. */
  final class ConnectException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;
    private final boolean hungUp;

    /**
     * @param hungUp whether the broker let us in and then hung up
     */
    ConnectException(Trouble trouble, boolean hungUp) {
      super(trouble.sentence(), trouble.cause(), false, false);
      this.trouble = trouble;
      this.hungUp = hungUp;
    }

    Trouble trouble() {
      return trouble;
    }

    boolean hungUp() {
      return hungUp;
    }
  }
}
