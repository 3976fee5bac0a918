package vn.loa.channel.smpp;

/** A PDU that cannot be read; says where it ends, and nothing of what it holds. */
final class MalformedPduException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedPduException(String message) {
    super(message);
  }
}
