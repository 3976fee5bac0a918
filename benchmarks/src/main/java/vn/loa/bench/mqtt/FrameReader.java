package vn.loa.bench.mqtt;

/** Cuts a stream into frames. One thread. */
final class FrameReader {

  private final FrameBuffer kept = new FrameBuffer(64);

  /** Takes a frame; good only during the call. */
  interface Sink {
    /**
     * @param from index of the first octet after the fixed header
     * @param to index after the last
     */
    void take(int header, byte[] octets, int from, int to);
  }

  /** Takes the next octets of the stream. */
  void read(byte[] octets, int length, Sink sink) {
    if (kept.size() > 0) {
      kept.put(octets, length);
      kept.drop(frames(kept.octets(), kept.size(), sink));
    } else {
      int done = frames(octets, length, sink);
      kept.put(octets, length);
      kept.drop(done);
    }
  }

  /** Gives how many octets were whole frames. */
  private static int frames(byte[] octets, int length, Sink sink) {
    int begin = 0;
    while (true) {
      int remaining = 0;
      int at = begin + 1;
      for (int shift = 0; ; shift += 7) {
        if (at >= length) {
          return begin;
        }
        int group = octets[at++];
        remaining |= (group & 0x7F) << shift;
        if (group >= 0) {
          break;
        }
      }
      if (at + remaining > length) {
        return begin;
      }
      sink.take(octets[begin] & 0xFF, octets, at, at + remaining);
      begin = at + remaining;
    }
  }

  /** A number of sixteen bits. */
  static int number(byte[] octets, int at) {
    return ((octets[at] & 0xFF) << 8) | (octets[at + 1] & 0xFF);
  }
}
