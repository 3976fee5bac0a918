package vn.loa.channel.rss;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * An item, and its octets in each format once somebody asked for them. Safe for several threads.
 */
final class Fragment {

  private final Item item;
  private final AtomicReferenceArray<byte[]> octets =
      new AtomicReferenceArray<>(Format.values().length);

  Fragment(Item item) {
    this.item = item;
  }

  Item item() {
    return item;
  }

  /**
   * @param desk to write on; empty, and left empty
   */
  byte[] octets(Format format, Octets desk) {
    byte[] ready = octets.get(format.place());
    if (ready != null) {
      return ready;
    }
    format.item(desk, item);
    byte[] made = desk.take();
    octets.set(format.place(), made);
    return made;
  }
}
