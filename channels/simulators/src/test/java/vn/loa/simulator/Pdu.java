package vn.loa.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A PDU as a client sees it, put together and taken apart by hand. */
final class Pdu {

  static final int RESP = 0x8000_0000;

  private final int command;
  private final int status;
  private final int sequence;
  private final byte[] body;

  Pdu(int command, int status, int sequence, byte[] body) {
    this.command = command;
    this.status = status;
    this.sequence = sequence;
    this.body = body;
  }

  int command() {
    return command;
  }

  int status() {
    return status;
  }

  int sequence() {
    return sequence;
  }

  byte[] body() {
    return body;
  }

  byte[] octets() {
    return ByteBuffer.allocate(16 + body.length)
        .putInt(16 + body.length)
        .putInt(command)
        .putInt(status)
        .putInt(sequence)
        .put(body)
        .array();
  }

  static Pdu of(int command, int sequence, byte[]... fields) {
    return new Pdu(command, 0, sequence, joined(fields));
  }

  static Pdu bind(int command, String systemId, String password, int version) {
    return of(
        command,
        1,
        text(systemId),
        text(password),
        text(""),
        new byte[] {(byte) version, 0, 0},
        text(""));
  }

  static Pdu submit(int sequence, String destination) {
    return submit(sequence, destination, 0, 0, "chao".getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Asks for a receipt, whatever becomes of it. */
  static Pdu submit(
      int sequence, String destination, int esmClass, int coding, byte[] text, byte[]... tlvs) {
    return of(
        4,
        sequence,
        new byte[3],
        text("5656"),
        new byte[] {1, 1},
        text(destination),
        new byte[] {(byte) esmClass, 0, 0, 0, 0, 1, 0, (byte) coding, 0, (byte) text.length},
        text,
        joined(tlvs));
  }

  static byte[] tlv(int tag, byte[] value) {
    return joined(
        ByteBuffer.allocate(4).putShort((short) tag).putShort((short) value.length).array(), value);
  }

  static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Everything in it that stands as Latin-1. */
  String latin1() {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  /** The message_id of a submit_sm_resp. */
  String id() {
    return latin1().substring(0, body.length - 1);
  }

  static byte[] joined(byte[]... pieces) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      joined.writeBytes(piece);
    }
    return joined.toByteArray();
  }
}
