package vn.loa.bench.smpp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** How many submit_sm each recipient got, and how many of its receipts were taken. */
final class SinkLedger {

  private byte[] taken = new byte[1 << 16];
  private byte[] told = new byte[1 << 16];
  private int size;

  /** Gives how many it has now. */
  synchronized int took(int recipient) {
    reserve(recipient);
    return ++taken[recipient];
  }

  synchronized void told(int recipient) {
    reserve(recipient);
    told[recipient]++;
  }

  /** 0 for a recipient that is not known. */
  synchronized int taken(int recipient) {
    return recipient < size ? taken[recipient] & 0xFF : 0;
  }

  synchronized int receipts(int recipient) {
    return recipient < size ? told[recipient] & 0xFF : 0;
  }

  private void reserve(int recipient) {
    size = Math.max(size, recipient + 1);
    if (size > taken.length) {
      taken = Arrays.copyOf(taken, size * 2);
      told = Arrays.copyOf(told, size * 2);
    }
  }

  synchronized void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(size);
      out.write(taken, 0, size);
      out.write(told, 0, size);
    }
  }

  static SinkLedger read(Path file) throws IOException {
    SinkLedger ledger = new SinkLedger();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      ledger.size = in.readInt();
      ledger.taken = in.readNBytes(ledger.size);
      ledger.told = in.readNBytes(ledger.size);
    }
    return ledger;
  }
}
