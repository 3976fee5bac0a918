package vn.loa.channel.smpp;

/** There is no session, so nothing leaves. */
final class NotBoundException extends Exception {

  private static final long serialVersionUID = 1L;

  NotBoundException(String message) {
    super(message);
  }
}
