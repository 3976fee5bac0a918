package vn.loa.simulator;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.bean.Command;
import org.jspecify.annotations.Nullable;

/** Knows the thread that jsmpp reads on, so that closing can wait for its end. */
final class RememberingReader extends DefaultPDUReader {

  private volatile @Nullable Thread reading;

  @Override
  public Command readPDUHeader(DataInputStream in)
      throws InvalidCommandLengthException, IOException {
    reading = Thread.currentThread();
    return super.readPDUHeader(in);
  }

  void awaitEnd(Duration patience) {
    Thread thread = reading;
    if (thread == null || thread == Thread.currentThread()) {
      return;
    }
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
