package vn.loa.channel.smpp;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * What went wrong with TLS, in words that somebody who sets up a connection can act on. What is
 * wrong with the peer's certificate says {@link ExplainingTrust}.
 *
 * @param place host and port
 * @param identified whether a certificate of ours was there to show
 * @param protocols what we offered
 */
record TlsTrouble(String place, boolean identified, List<String> protocols) {

  private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

  SocketTimeoutException late(Duration within) {
    return new SocketTimeoutException(
        "%s: no TLS handshake within %s; does it speak TLS on this port?".formatted(place, within));
  }

  /**
   * @param failure an {@link SSLException}, or the end of the connection
   */
  SSLException inHandshake(IOException failure) {
    String reason =
        failure instanceof SSLException
            ? reason(said(failure))
            : "hung up in the TLS handshake; it may speak no TLS on this port, not take "
                + certificate()
                + " or share no protocol with us";
    return explained(reason, failure);
  }

  /** In TLS 1.3 a peer looks at our certificate when the handshake is over on our side. */
  SSLException afterHandshake(SSLException failure) {
    return explained(reason(said(failure)), failure);
  }

  /** It hung up after the handshake, and said no more. */
  String afterHangingUp() {
    return "ask the operator, which may not take " + certificate();
  }

  private SSLException explained(String reason, IOException failure) {
    String message = "%s: %s (%s)".formatted(place, reason, said(failure));
    SSLException explained =
        failure instanceof SSLHandshakeException
            ? new SSLHandshakeException(message)
            : new SSLException(message);
    explained.initCause(failure);
    return explained;
  }

  private static String said(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private String reason(String said) {
    Matcher alert = ALERT.matcher(said);
    if (alert.find()) {
      return byAlert(alert.group(1));
    }
    if (said.endsWith("plaintext connection?")) {
      return "answers, but not in TLS; this may be its port in the clear";
    }
    if (said.contains("protocol version") || said.contains("No appropriate protocol")) {
      return noProtocol();
    }
    return "TLS failed";
  }

  /** RFC 8446 §6.2. */
  private String byAlert(String alert) {
    return switch (alert) {
      case "protocol_version" -> noProtocol();
      case "handshake_failure", "insufficient_security" ->
          "refuses the handshake; it shares no cipher suite with us, or does not take "
              + certificate();
      case "certificate_required",
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "unknown_ca",
          "access_denied" ->
          "does not take " + certificate();
      case "unrecognized_name" -> "knows no such host; see SmppTls.Builder.serverName";
      default -> "ended the TLS connection";
    };
  }

  private String noProtocol() {
    return "speaks none of " + protocols + "; see SmppTls.Builder.protocols";
  }

  private String certificate() {
    return identified
        ? "our certificate: has the operator got it, and is it still valid?"
        : "a client without a certificate; see SmppTls.Builder.identity";
  }
}
