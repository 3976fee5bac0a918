package vn.loa.bench.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import vn.loa.bench.measure.Ended;

/**
 * The limit of the wire: one thread that writes as many frames, built before, as the window has
 * room for, and counts PUBACKs.
 */
final class RawClient implements Client {

  private static final int READ = 1 << 16;

  private final Place place;
  private final BareLine line;
  private final byte[] frames;
  private final int frame;
  private final Thread thread = new Thread(this::run, "raw");
  private long sent;
  private long answered;
  private volatile boolean closing;

  RawClient(Place place) throws IOException {
    this.place = place;
    FrameBuffer built = new FrameBuffer(2 * Work.DEVICES * Work.COMMAND);
    byte[] command = Work.command();
    for (int i = 0; i < Work.DEVICES; i++) {
      built.publish(0, i + 1, Work.TOPICS.get(i), command);
    }
    frames = built.toBytes();
    frame = frames.length / Work.DEVICES;
    line = BareLine.connect(place.port(), "raw");
  }

  @Override
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      InputStream in = line.in();
      OutputStream out = line.out();
      FrameReader reader = new FrameReader();
      byte[] read = new byte[READ];
      write(out);
      for (int length = in.read(read); length > 0 && !closing; length = in.read(read)) {
        long before = answered;
        reader.read(read, length, this::take);
        place.meter().sent.add(answered - before);
        write(out);
      }
    } catch (IOException ended) {
      if (!closing) {
        place.meter().error(ended);
      }
    }
  }

  private void take(int header, byte[] octets, int from, int to) {
    if (Frame.type(header) == Frame.PUBACK) {
      answered++;
    }
  }

  /** As many as there is room for; a packet id is free again long before it comes round. */
  private void write(OutputStream out) throws IOException {
    int room = (int) (place.window() - (sent - answered));
    while (room > 0) {
      int first = (int) (sent % Work.DEVICES);
      int count = Math.min(room, Work.DEVICES - first);
      out.write(frames, first * frame, count * frame);
      sent += count;
      room -= count;
    }
  }

  @Override
  public void close() throws IOException {
    closing = true;
    line.close();
    Ended.await(thread);
  }
}
