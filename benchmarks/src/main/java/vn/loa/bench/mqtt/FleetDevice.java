package vn.loa.bench.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link Fleet}; on its thread only. */
final class FleetDevice {

  private final FleetPlace place;
  private final Fleet fleet;
  private final FrameReader reader = new FrameReader();
  private final FrameBuffer out = new FrameBuffer(64);
  private @Nullable SocketChannel channel;
  private int session;
  private int sequence;
  private boolean online;
  private @Nullable SelectionKey key;
  private @Nullable Pings awaiting;
  private long born;

  FleetDevice(FleetPlace place, Fleet fleet) {
    this.place = place;
    this.fleet = fleet;
  }

  void connect(InetSocketAddress broker, Selector selector) throws IOException {
    SocketChannel opened = SocketChannel.open();
    channel = opened;
    opened.configureBlocking(false);
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    opened.connect(broker);
    key = opened.register(selector, SelectionKey.OP_CONNECT, this);
  }

  /**
   * @param read room for what comes; nothing of it is kept
   */
  void ready(SelectionKey key, byte[] read) throws IOException {
    SocketChannel from = (SocketChannel) key.channel();
    if (key.isConnectable()) {
      from.finishConnect();
      out.connect(place.id());
    }
    if (key.isReadable()) {
      read(from, read);
    }
    write(key, from);
  }

  private void read(SocketChannel from, byte[] read) throws IOException {
    int length = from.read(ByteBuffer.wrap(read));
    if (length < 0) {
      throw new IOException("the broker hangs up on " + place.id());
    }
    reader.read(read, length, this::take);
  }

  private void write(SelectionKey key, SocketChannel to) throws IOException {
    if (out.size() > 0) {
      out.drop(to.write(ByteBuffer.wrap(out.octets(), 0, out.size())));
    }
    int left = out.size() > 0 ? SelectionKey.OP_WRITE : 0;
    key.interestOps(SelectionKey.OP_READ | left);
  }

  private void take(int header, byte[] octets, int from, int to) {
    switch (Frame.type(header)) {
      case Frame.CONNACK -> out.subscribe(1, 1, place.commands());
      case Frame.SUBACK -> beBorn();
      case Frame.PUBACK -> beOnline();
      case Frame.PUBLISH -> obey(octets, from, to);
      default -> throw new IllegalStateException("frame " + header);
    }
  }

  private void beBorn() {
    session++;
    publish(Frame.RETAINED, "state", place.birth(session, fleet.at()));
  }

  /** Its birth has arrived; later PUBACKs are for reports. */
  private void beOnline() {
    if (!online) {
      online = true;
      try {
        fleet.cameOnline();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /** It goes out as soon as its connection is ready, which is at once. */
  void beBornAgain(Pings pings) {
    awaiting = pings;
    born = System.nanoTime();
    beBorn();
    if (key != null) {
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  private void obey(byte[] octets, int from, int to) {
    Command command = Command.of(octets, from, to);
    out.puback(command.packet());
    if (command.isPing() && awaiting != null) {
      awaiting.arrived(System.nanoTime() - born);
      awaiting = null;
    }
    if (command.isAnnouncement()) {
      publish(0, "ack", place.played(command.id(), sequence + 1, fleet.at()));
    }
  }

  private void publish(int flags, String kind, String payload) {
    sequence++;
    int packet = sequence % 0xFFFF + 1;
    out.publish(flags, packet, place.topic(kind), payload.getBytes(StandardCharsets.US_ASCII));
  }

  void hangUp() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException gone) {
        // Then it is closed.
      }
    }
  }
}
