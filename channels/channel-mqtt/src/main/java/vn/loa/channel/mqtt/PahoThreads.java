package vn.loa.channel.mqtt;

import java.util.List;
import java.util.Set;

/**
 * The threads that Paho starts for a client id, in the group of the thread that connects. It names
 * them but does not hand them out, and its {@code close} only asks them to end.
 */
final class PahoThreads {

  private static final int LOOKS = 100;
  private static final long LOOK_MS = 50;

  private final ThreadGroup group;
  private final String connector;
  private final Set<String> names;

  /** Made by the thread that connects. */
  PahoThreads(String clientId) {
    this.group = Thread.currentThread().getThreadGroup();
    this.connector = "MQTT Con: " + clientId;
    this.names =
        Set.of(
            connector, "MQTT Rec: " + clientId, "MQTT Snd: " + clientId, "MQTT Call: " + clientId);
  }

  boolean areOf(Thread thread) {
    return isOneOf(names, thread);
  }

  /**
   * Waits 5 s at most for the one that starts the others: it waits for ever, deaf to interrupts,
   * for a sender that ended before it looked.
   */
  void awaitConnector() {
    await(Set.of(connector), () -> {});
  }

  /**
   * Waits 5 s at most; not on one of them, which would wait for itself.
   *
   * @param wakeSender Paho 1.2.5 tells its sender to stop and wakes it once; a sender that has just
   *     looked whether to stop and does not wait yet misses that, and would wait for ever
   */
  void awaitEnd(Runnable wakeSender) {
    await(names, wakeSender);
  }

  private void await(Set<String> which, Runnable meanwhile) {
    if (areOf(Thread.currentThread())) {
      return;
    }
    try {
      List<Thread> left = left(which);
      // One that connects still may start another: look until there is none.
      for (int look = 0; look < LOOKS && !left.isEmpty(); look++) {
        meanwhile.run();
        left.get(0).join(LOOK_MS);
        left = left(which);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOneOf(Set<String> which, Thread thread) {
    return thread.getThreadGroup() == group && which.contains(thread.getName());
  }

  private List<Thread> left(Set<String> which) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> isOneOf(which, thread))
        .toList();
  }
}
