package vn.loa.bench.feeds;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.Optional;

/** An answer of HTTP/1.1 as it comes in. Its body is counted and left. */
final class Answer {

  private static final String LENGTH = "content-length";
  private static final int LARGEST_HEAD = 4_096;

  private final byte[] head = new byte[LARGEST_HEAD];
  private int size;
  private boolean headed;
  private long left;

  /** To a request on a connection of its own. */
  static Answer to(int port, String request) throws IOException {
    Answer answer = new Answer();
    try (SocketChannel channel = SocketChannel.open(Readers.server(port))) {
      channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
      ByteBuffer read = ByteBuffer.allocate(LARGEST_HEAD);
      while (!answer.isWhole() && channel.read(read.clear()) > 0) {
        answer.take(read.flip());
      }
    }
    if (!answer.isWhole()) {
      throw new IOException("the server hung up");
    }
    return answer;
  }

  /** Another one follows. */
  void clear() {
    size = 0;
    headed = false;
  }

  void take(ByteBuffer some) {
    while (!headed && some.hasRemaining()) {
      head[size++] = some.get();
      if (endsHead()) {
        headed = true;
        left = status() == 200 ? header(LENGTH).map(Long::parseLong).orElse(0L) : 0;
      }
    }
    left -= some.remaining();
  }

  private boolean endsHead() {
    return size >= 4
        && head[size - 1] == '\n'
        && head[size - 2] == '\r'
        && head[size - 3] == '\n'
        && head[size - 4] == '\r';
  }

  boolean isWhole() {
    return headed && left == 0;
  }

  int status() {
    return Integer.parseInt(new String(head, 9, 3, ISO_8859_1));
  }

  Optional<String> header(String name) {
    for (String line : new String(head, 0, size, ISO_8859_1).split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(line.substring(colon + 1).strip());
      }
    }
    return Optional.empty();
  }
}
