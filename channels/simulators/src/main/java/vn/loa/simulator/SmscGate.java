package vn.loa.simulator;

/** What holds an SMSC up as a whole. Safe for use by several threads. */
final class SmscGate {

  private volatile boolean frozen;
  private volatile boolean deaf;
  private volatile boolean closed;

  synchronized void freeze() {
    frozen = true;
  }

  synchronized void deafen() {
    deaf = true;
  }

  synchronized void thaw() {
    frozen = false;
    deaf = false;
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  boolean isDeaf() {
    return deaf;
  }

  /** For who reads: it goes on while the SMSC is deaf. */
  void awaitThawed() throws InterruptedException {
    if (frozen) {
      awaitOpen(false);
    }
  }

  /** For who speaks. */
  void awaitAudible() throws InterruptedException {
    if (frozen || deaf) {
      awaitOpen(true);
    }
  }

  private synchronized void awaitOpen(boolean audible) throws InterruptedException {
    while (!closed && (frozen || (audible && deaf))) {
      wait();
    }
  }
}
