package vn.loa.simulator;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client has to take: kept until it did. Its body is made when it is brought for the first
 * time, so that a long queue costs little, and then stays the same. For the timer's thread.
 */
final class Parcel {

  final int command;
  final boolean receipt;
  private final Supplier<byte[]> making;
  private byte @Nullable [] made;
  private @Nullable Runnable held;

  /**
   * @param receipt whether it counts as one
   * @param held what waits until this was brought for the first time; null if nothing does
   */
  Parcel(int command, boolean receipt, Supplier<byte[]> body, @Nullable Runnable held) {
    this.command = command;
    this.receipt = receipt;
    this.making = body;
    this.held = held;
  }

  byte[] body() {
    byte[] body = made;
    if (body == null) {
      body = making.get();
      made = body;
    }
    return body;
  }

  /** What waited for it: once, then null. */
  @Nullable Runnable release() {
    Runnable released = held;
    held = null;
    return released;
  }
}
