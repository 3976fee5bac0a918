package vn.loa.channel;

import java.io.IOException;
import java.net.Socket;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is protected: whom we trust, who we are, and whether the host must be the one
 * that its certificate names. Immutable; shows no password and no key.
 *
 * <p>Settings are given one. An adapter asks it for an {@link #engine}, or for a socket {@link
 * #over} one that is connected, and for the words when that fails: {@link #explained} and {@link
 * #afterHangUp}. All of that may be asked by several threads.
 */
public final class Tls {

  private final SSLContext context;
  private final List<String> protocols;
  private final @Nullable String serverName;
  private final boolean hostNameCheck;
  private final boolean identified;

  private Tls(Builder from, SSLContext context) {
    this.context = context;
    this.protocols = from.protocols;
    this.serverName = from.serverName;
    this.hostNameCheck = from.hostNameCheck;
    this.identified = from.identity != null || from.context != null;
  }

  /** The trust of this machine's JDK, the host checked, no certificate of ours. */
  public static Tls standard() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * For one connection, whose handshake has not begun.
   *
   * @param host as it was given by whoever set up the connection, not its address
   */
  public SSLEngine engine(String host, int port) {
    SSLEngine engine = context.createSSLEngine(asked(host), port);
    engine.setUseClientMode(true);
    engine.setSSLParameters(guarded(engine.getSSLParameters()));
    return engine;
  }

  /**
   * Shakes hands over a connection, within its read timeout. Blocks; closing the connection ends
   * it. Closing the socket closes the connection; where there is none because of an exception, it
   * is the caller's to close.
   *
   * @param wire connected
   * @param host as it was given by whoever set up the connection, not its address
   * @throws java.net.SocketTimeoutException if the peer takes longer
   * @throws SSLException if the peer is not who it should be, or speaks no TLS; {@link #explained}
   *     says more
   * @throws IOException if the connection ends
   */
  public Socket over(Socket wire, String host, int port) throws IOException {
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(wire, asked(host), port, true);
    secured.setSSLParameters(guarded(secured.getSSLParameters()));
    secured.startHandshake();
    return secured;
  }

  private String asked(String host) {
    return serverName == null ? host : serverName;
  }

  private SSLParameters guarded(SSLParameters parameters) {
    parameters.setProtocols(protocols.toArray(String[]::new));
    if (hostNameCheck) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (serverName != null) {
      parameters.setServerNames(List.of(new SNIHostName(serverName)));
    }
    return parameters;
  }

  /**
   * A failure in words that somebody who sets up a connection can act on: the place, the reason and
   * the mend. In TLS 1.3 a peer looks at our certificate when the handshake is over on our side, so
   * that what it has against it may come with the first read.
   *
   * @param failure an {@link SSLException} in the handshake or later, or the end of the connection
   *     in the handshake
   * @return with that failure as its cause; an {@link javax.net.ssl.SSLHandshakeException} for one
   */
  public SSLException explained(String host, int port, IOException failure) {
    return trouble().explained(host + ":" + port, failure);
  }

  /**
   * What it may be that a peer has against us which hung up soon after the handshake, and said no
   * more: an alert that tells why may be lost with the connection.
   *
   * @return half a sentence, with the mend
   */
  public String afterHangUp() {
    return "it may not take " + trouble().certificate();
  }

  private TlsTrouble trouble() {
    return new TlsTrouble(identified, protocols);
  }

  @Override
  public String toString() {
    return "%s, host %s%s, %s"
        .formatted(
            String.join(" or ", protocols),
            hostNameCheck ? "checked" : "not checked",
            serverName == null ? "" : " as " + serverName,
            identified ? "with a certificate of ours" : "no certificate of ours");
  }

  /**
   * Each password is used at once, and its array then filled with zeros: give each call one of its
   * own. Of what is said twice the last counts. Not safe for use by several threads.
   */
  public static final class Builder {

    private @Nullable KeyStore trust;
    private KeyManager @Nullable [] identity;
    private @Nullable SSLContext context;
    private boolean hostNameCheck = true;
    private @Nullable String serverName;
    private List<String> protocols = List.of("TLSv1.2", "TLSv1.3");

    private Builder() {}

    /**
     * Whom to trust, instead of those whom this machine's JDK trusts: issuers, or the peer's
     * certificate itself, which is then taken even when it has expired.
     *
     * @throws IllegalArgumentException if it holds no trusted certificate
     */
    public Builder trust(KeyStore trusted) {
      return trust("the key store", trusted);
    }

    /**
     * As {@link #trust(KeyStore)}, from a PKCS12 or JKS file.
     *
     * @throws IllegalArgumentException if it cannot be read, or holds no trusted certificate
     */
    public Builder trust(Path keyStore, char[] password) {
      try {
        return trust(keyStore.toString(), KeyStores.read(keyStore, fresh(password)));
      } finally {
        clear(password);
      }
    }

    /**
     * As {@link #trust(KeyStore)}, from a file of certificates in PEM, or of one in DER.
     *
     * @throws IllegalArgumentException if it cannot be read, or holds no certificate
     */
    public Builder trust(Path certificates) {
      return trust(certificates.toString(), KeyStores.readCertificates(certificates));
    }

    /**
     * As {@link #trust(KeyStore)}: these, and nobody else.
     *
     * @throws IllegalArgumentException if there are none
     */
    public Builder trust(X509Certificate... certificates) {
      return trust("the list", KeyStores.of(Arrays.asList(certificates)));
    }

    private Builder trust(String what, KeyStore trusted) {
      if (!KeyStores.hasCertificate(trusted)) {
        throw new IllegalArgumentException(
            what + ": holds no trusted certificate; keytool -importcert adds one to a key store");
      }
      this.trust = trusted;
      return this;
    }

    /**
     * Who we are, where the peer asks for a certificate of its clients.
     *
     * @param keyStore a PKCS12 or JKS file with our key and its certificates
     * @param password of the file and of the key
     * @throws IllegalArgumentException if it cannot be read, or holds no key
     */
    public Builder identity(Path keyStore, char[] password) {
      try {
        return identity(keyStore.toString(), KeyStores.read(keyStore, fresh(password)), password);
      } finally {
        clear(password);
      }
    }

    /**
     * As {@link #identity(Path, char[])}.
     *
     * @param password of the key
     */
    public Builder identity(KeyStore keyStore, char[] password) {
      try {
        return identity("the key store", keyStore, fresh(password));
      } finally {
        clear(password);
      }
    }

    private Builder identity(String what, KeyStore store, char[] password) {
      if (!KeyStores.hasKey(store)) {
        throw new IllegalArgumentException(
            what + ": holds no private key; openssl pkcs12 -export makes one of a key and its PEM");
      }
      try {
        KeyManagerFactory factory =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        this.identity = factory.getKeyManagers();
        return this;
      } catch (UnrecoverableKeyException locked) {
        throw new IllegalArgumentException(
            what + ": the key has another password than this; keytool -keypasswd changes it",
            locked);
      } catch (GeneralSecurityException unusable) {
        throw new IllegalArgumentException(
            "%s: cannot be used (%s)".formatted(what, unusable.getMessage()), unusable);
      }
    }

    private static char[] fresh(char[] password) {
      if (password.length > 0 && CharBuffer.wrap(password).chars().allMatch(c -> c == 0)) {
        throw new IllegalArgumentException(
            "this password was used before, and cleared; give each call an array of its own");
      }
      return password;
    }

    private static void clear(char[] password) {
      Arrays.fill(password, '\0');
    }

    /**
     * Default true: the name or address that we connect to must be one that the certificate names
     * (RFC 2818 §3.1). Without it, whoever holds any certificate of a trusted issuer can pose as
     * the peer: only for a trust store with nothing but the peer's own.
     */
    public Builder hostNameCheck(boolean check) {
      this.hostNameCheck = check;
      return this;
    }

    /**
     * The name that is asked for (SNI, RFC 6066 §3) and that the certificate must name, where we
     * connect to an address or by another name. Default: the host.
     *
     * @throws IllegalArgumentException if it cannot be a host's name
     */
    public Builder serverName(String name) {
      try {
        new SNIHostName(name);
      } catch (IllegalArgumentException strange) {
        throw new IllegalArgumentException(
            "\"%s\" is no name of a host (%s)".formatted(name, strange.getMessage()), strange);
      }
      this.serverName = name;
      return this;
    }

    /**
     * Default {@code TLSv1.2} and {@code TLSv1.3}.
     *
     * @param names as the JDK has them
     */
    public Builder protocols(String... names) {
      this.protocols = List.of(names);
      return this;
    }

    /**
     * A context that is ready, with trust and identity of its own: for keys in hardware, or that
     * change. What is wrong with a certificate is then told in the JDK's words.
     */
    public Builder context(SSLContext ready) {
      this.context = ready;
      return this;
    }

    /**
     * @throws IllegalArgumentException if a protocol is not known here
     * @throws IllegalStateException if there is a context, and trust or identity beside it
     */
    public Tls build() {
      if (context != null && (trust != null || identity != null)) {
        throw new IllegalStateException(
            "a context has its own trust and identity: give either it, or trust(..), identity(..)");
      }
      SSLContext chosen = context == null ? made() : context;
      List<String> known = List.of(chosen.getSupportedSSLParameters().getProtocols());
      if (protocols.isEmpty() || !known.containsAll(protocols)) {
        throw new IllegalArgumentException("protocols are of " + known + " but were " + protocols);
      }
      return new Tls(this, chosen);
    }

    private SSLContext made() {
      try {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trust);
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(identity, explaining(factory.getTrustManagers()), null);
        return made;
      } catch (GeneralSecurityException unusable) {
        throw new IllegalStateException("TLS cannot be set up with this JDK", unusable);
      }
    }

    private static TrustManager[] explaining(TrustManager[] judges) {
      return Stream.of(judges)
          .map(it -> it instanceof X509ExtendedTrustManager judge ? new ExplainingTrust(judge) : it)
          .toArray(TrustManager[]::new);
    }
  }
}
