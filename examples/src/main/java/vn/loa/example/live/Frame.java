package vn.loa.example.live;

import java.io.IOException;
import java.io.OutputStream;

/** One step of what the page shows, as events that go out as they are. Immutable. */
final class Frame {

  private final long number;
  private final byte[] change;
  private final byte[] whole;

  /**
   * @param number one more than that of the frame before
   * @param change what differs from the frame before
   * @param whole everything, for whoever is new or has missed a frame
   */
  Frame(long number, byte[] change, byte[] whole) {
    this.number = number;
    this.change = change;
    this.whole = whole;
  }

  long number() {
    return number;
  }

  /**
   * Writes what is new to whoever has seen so much.
   *
   * @param seen number of the frame seen last; 0 for none
   */
  void write(long seen, OutputStream out) throws IOException {
    out.write(seen > 0 && number == seen + 1 ? change : whole);
  }
}
