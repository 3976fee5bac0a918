package vn.loa.bench.smpp;

import java.io.IOException;
import java.io.InputStream;

/** Cuts what comes into PDUs. One thread. */
final class PduStream {

  private static final int ROOM = 1 << 18;

  private final InputStream source;
  private final byte[] octets = new byte[ROOM];
  private int end;

  /** Sees one PDU, whose octets are not its own. */
  interface Each {
    void pdu(byte[] octets, int at);
  }

  PduStream(InputStream source) {
    this.source = source;
  }

  /**
   * Waits until something comes, and shows every PDU that is whole then.
   *
   * @return false if nothing more comes
   */
  boolean read(Each each) throws IOException {
    int read = source.read(octets, end, ROOM - end);
    if (read <= 0) {
      return false;
    }
    end += read;
    int at = 0;
    while (end - at >= Pdu.HEADER && end - at >= Pdu.length(octets, at)) {
      each.pdu(octets, at);
      at += Math.max(Pdu.HEADER, Pdu.length(octets, at));
    }
    end -= at;
    System.arraycopy(octets, at, octets, 0, end);
    return true;
  }
}
