package vn.loa.channel;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * What went wrong with TLS, in words that somebody who sets up a connection can act on. What is
 * wrong with the peer's certificate says {@link ExplainingTrust}.
 *
 * @param identified whether a certificate of ours was there to show
 * @param protocols what we offered
 */
record TlsTrouble(boolean identified, List<String> protocols) {

  private static final Pattern ALERT = Pattern.compile("[Rr]eceived fatal alert: (\\w+)");

  /**
   * @param place host and port
   * @param failure an {@link SSLException}, or the end of the connection in the handshake
   */
  SSLException explained(String place, IOException failure) {
    String said = said(failure);
    String reason = failure instanceof SSLException ? reason(said) : hungUp();
    String message = "%s: %s (%s)".formatted(place, reason, said);
    SSLException explained =
        failure instanceof SSLHandshakeException
            ? new SSLHandshakeException(message)
            : new SSLException(message);
    explained.initCause(failure);
    return explained;
  }

  private static String said(IOException failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  /** By the JDK's words: it has no types for them. Sockets and engines differ in theirs. */
  private String reason(String said) {
    Matcher alert = ALERT.matcher(said);
    if (alert.find()) {
      return byAlert(alert.group(1));
    }
    if (said.contains("terminated the handshake")) {
      return hungUp();
    }
    if (said.contains("SSL message") || said.endsWith("plaintext connection?")) {
      return "it answers, but not in TLS; this may be its port in the clear, take the one for TLS";
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
          "it refuses the handshake; it shares no cipher suite with us, or does not take "
              + certificate();
      case "certificate_required",
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "unknown_ca",
          "access_denied" ->
          "it does not take " + certificate();
      case "unrecognized_name" -> "it knows no host of that name; see Tls.Builder.serverName";
      default -> "it ended the TLS connection; its own log says why";
    };
  }

  private String hungUp() {
    return "it hung up in the TLS handshake; it may speak no TLS on this port, share no protocol"
        + " with us, or not take "
        + certificate();
  }

  private String noProtocol() {
    return "it speaks none of " + protocols + "; see Tls.Builder.protocols";
  }

  /** What a peer may not take. */
  String certificate() {
    return identified
        ? "our certificate: is it still valid, and does the peer know it or its issuer?"
        : "a client without a certificate; see Tls.Builder.identity";
  }
}
