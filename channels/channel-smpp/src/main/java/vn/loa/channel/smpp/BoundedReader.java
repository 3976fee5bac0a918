package vn.loa.channel.smpp;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.bean.Command;
import org.jspecify.annotations.Nullable;

/**
 * Reads PDUs of a sane length: jsmpp's own reader would allocate whatever four bytes from the peer
 * ask for. Knows the thread it reads on, so that closing can wait for its end.
 */
final class BoundedReader extends DefaultPDUReader {

  private static final int HEADER = 16;
  private static final int LONGEST = 1 << 17; // message_payload holds 64 kB; SMPP 3.4 §5.3.2.32

  private volatile @Nullable Thread reading;

  /** An {@link IOException} ends the session at once; jsmpp's own exception would first unbind. */
  @Override
  public Command readPDUHeader(DataInputStream in) throws IOException {
    reading = Thread.currentThread();
    Command header = new Command();
    header.setCommandLength(in.readInt());
    if (header.getCommandLength() < HEADER || header.getCommandLength() > LONGEST) {
      throw new IOException(
          "a PDU of %d octets; 16 to %d are possible"
              .formatted(header.getCommandLength(), LONGEST));
    }
    header.setCommandId(in.readInt());
    header.setCommandStatus(in.readInt());
    header.setSequenceNumber(in.readInt());
    return header;
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
