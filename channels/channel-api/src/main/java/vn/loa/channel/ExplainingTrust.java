package vn.loa.channel;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts whom another trusts, and says why it does not: here the peer's certificates are known. */
final class ExplainingTrust extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager judge;

  ExplainingTrust(X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    try {
      judge.checkServerTrusted(chain, authType, engine);
    } catch (CertificateException refused) {
      throw explained(chain, engine.getPeerHost(), refused);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    try {
      judge.checkServerTrusted(chain, authType, socket);
    } catch (CertificateException refused) {
      throw explained(chain, ((SSLSocket) socket).getHandshakeSession().getPeerHost(), refused);
    }
  }

  private static CertificateException explained(
      X509Certificate[] chain, @Nullable String host, CertificateException refused) {
    String reason = reason(chain, host, refused);
    return new CertificateException(reason + " (" + refused.getMessage() + ")", refused);
  }

  private static String reason(
      X509Certificate[] chain, @Nullable String host, CertificateException refused) {
    if (has(refused, CertificateExpiredException.class)) {
      return expired(chain);
    }
    if (has(refused, CertificateNotYetValidException.class)) {
      return "its certificate is valid from %s only; is this machine's clock right?"
          .formatted(chain[0].getNotBefore().toInstant());
    }
    if (has(refused, CertPathBuilderException.class)
        || has(refused, CertPathValidatorException.class)) {
      return untrusted(chain[chain.length - 1]);
    }
    return "its certificate is for %s, not for %s; connect by that name, or see Tls.Builder.serverName"
        .formatted(names(chain[0]), host);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    return Stream.iterate(failure, it -> it != null, Throwable::getCause)
        .anyMatch(kind::isInstance);
  }

  private static String expired(X509Certificate[] chain) {
    X509Certificate oldest =
        Arrays.stream(chain).filter(it -> isExpired(it)).findFirst().orElse(chain[0]);
    return "the certificate of %s expired at %s; whoever runs the peer has to renew it, if this machine's clock is right"
        .formatted(oldest.getSubjectX500Principal(), oldest.getNotAfter().toInstant());
  }

  private static boolean isExpired(X509Certificate certificate) {
    try {
      certificate.checkValidity();
      return false;
    } catch (CertificateExpiredException expired) {
      return true;
    } catch (CertificateNotYetValidException early) {
      return false;
    }
  }

  private static String untrusted(X509Certificate last) {
    return last.getIssuerX500Principal().equals(last.getSubjectX500Principal())
        ? "the certificate of %s is signed by itself and not trusted; if it is the peer's own, see Tls.Builder.trust"
            .formatted(last.getSubjectX500Principal())
        : "the certificate of %s is issued by %s, which is not trusted; get that one's from whoever runs the peer, see Tls.Builder.trust"
            .formatted(last.getSubjectX500Principal(), last.getIssuerX500Principal());
  }

  private static String names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? certificate.getSubjectX500Principal().toString()
          : names.stream().map(it -> String.valueOf(it.get(1))).toList().toString();
    } catch (CertificateParsingException unreadable) {
      return certificate.getSubjectX500Principal().toString();
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge.checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
