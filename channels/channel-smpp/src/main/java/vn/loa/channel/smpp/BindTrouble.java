package vn.loa.channel.smpp;

import java.io.EOFException;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Reason;
import vn.loa.channel.Tls;

/**
 * Why a bind is not bound: what deliveries are told, what is logged, and whether it is for good.
 */
final class BindTrouble {

  private final String code;
  private final boolean isFinal;
  private final ChannelException exception;

  private BindTrouble(
      SmppSettings settings, String code, boolean isFinal, String why, @Nullable Throwable cause) {
    this.code = code;
    this.isFinal = isFinal;
    this.exception =
        new ChannelException(
            "%s: cannot bind to %s: %s".formatted(settings.name(), settings.place(), why), cause);
  }

  static BindTrouble lost(SmppSettings settings, String why) {
    return new BindTrouble(settings, "NOT_BOUND", false, why, null);
  }

  static BindTrouble of(SmppSettings settings, IOException fault) {
    Throwable cause = fault.getCause();
    if (cause instanceof NegativeResponseException refused) {
      return refused(settings, refused.getCommandStatus(), fault);
    }
    if (cause instanceof ResponseTimeoutException) {
      return lost(
          settings,
          "it does not answer within " + settings.answerWithin() + "; is it an SMSC?",
          fault);
    }
    if (fault instanceof EOFException) {
      return lost(settings, "it hung up while we said who we are; " + hungUp(settings), fault);
    }
    if (fault instanceof SSLException) {
      return lost(settings, String.valueOf(fault.getMessage()), fault);
    }
    return lost(
        settings, "unreachable (" + fault.getMessage() + "); check host, port and firewall", fault);
  }

  private static String hungUp(SmppSettings settings) {
    Tls tls = settings.tls();
    return tls == null ? "ask the operator" : tls.afterHangUp();
  }

  private static BindTrouble lost(SmppSettings settings, String why, IOException fault) {
    return new BindTrouble(settings, "NOT_BOUND", false, why, fault);
  }

  /** SMPP 3.4 §5.1.3, as far as it says something about a bind. */
  private static BindTrouble refused(SmppSettings settings, int status, IOException fault) {
    Reason reason = CommandStatus.reason(status);
    String mend =
        switch (reason.code()) {
          case "ESME_RINVPASWD" -> "wrong password; correct it";
          case "ESME_RINVSYSID" -> "unknown system id; correct it";
          case "ESME_RINVSYSTYP" -> "unknown system type; correct it";
          case "ESME_RALYBND" -> "bound already; end the other session, or wait until it ends";
          default -> "refused; ask the operator";
        };
    boolean isFinal =
        switch (reason.code()) {
          case "ESME_RINVPASWD", "ESME_RINVSYSID", "ESME_RINVSYSTYP" -> true;
          default -> false;
        };
    return new BindTrouble(
        settings,
        isFinal ? reason.code() : "NOT_BOUND",
        isFinal,
        mend + " (" + reason + ")",
        fault);
  }

  /** Whether it makes no sense to try again. */
  boolean isFinal() {
    return isFinal;
  }

  /** What deliveries are told. */
  Reason reason() {
    return new Reason(code, message());
  }

  /** Names the channel, the place, the reason and the mend; neither system id nor password. */
  ChannelException exception() {
    return exception;
  }

  String message() {
    return String.valueOf(exception.getMessage());
  }

  boolean says(BindTrouble other) {
    return message().equals(other.message());
  }
}
