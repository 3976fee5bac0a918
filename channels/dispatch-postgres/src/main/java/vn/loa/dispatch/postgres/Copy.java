package vn.loa.dispatch.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Rows in the binary form of COPY (PostgreSQL manual, SQL commands, COPY, Binary Format): the
 * cheapest way in for many.
 */
final class Copy {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };

  private ByteBuffer out = ByteBuffer.allocate(8_192);
  private boolean empty = true;

  Copy() {
    out.put(SIGNATURE).putInt(0).putInt(0);
  }

  /** Begins a row. */
  void row(int columns) {
    room(2).putShort((short) columns);
    empty = false;
  }

  void int8(long value) {
    room(12).putInt(8).putLong(value);
  }

  void int4(int value) {
    room(8).putInt(4).putInt(value);
  }

  void int2(int value) {
    room(6).putInt(2).putShort((short) value);
  }

  void text(@Nullable String value) {
    octets(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  void octets(byte @Nullable [] value) {
    if (value == null) {
      room(4).putInt(-1);
    } else {
      room(4 + value.length).putInt(value.length).put(value);
    }
  }

  /** Sends the rows; all columns of the table, in its order. */
  void into(Connection on, String table) throws SQLException {
    if (empty) {
      return;
    }
    room(2).putShort((short) -1);
    try {
      on.unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY " + table + " FROM STDIN (FORMAT binary)",
              new ByteArrayInputStream(out.array(), 0, out.position()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private ByteBuffer room(int octets) {
    if (out.remaining() < octets) {
      ByteBuffer larger =
          ByteBuffer.allocate(Math.max(out.capacity() * 2, out.position() + octets));
      larger.put(out.flip());
      out = larger;
    }
    return out;
  }
}
