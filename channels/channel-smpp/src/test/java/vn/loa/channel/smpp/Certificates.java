package vn.loa.channel.smpp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates of an authority that exists for one test class, made by the JDK's keytool in some
 * seconds. Servers are contexts for the simulator or an SSLServerSocket, and take clients of the
 * same authority; files are what an integrator would get from an operator.
 */
final class Certificates {

  private static final String PASSWORD = "loa-secret";

  private final Path folder;
  private final KeyStore store;

  private Certificates(Path folder, KeyStore store) {
    this.folder = folder;
    this.store = store;
  }

  /**
   * @param folder an empty one; a static TempDir does
   */
  static Certificates in(Path folder) throws Exception {
    Path all = folder.resolve("all.p12");
    make(all, "authority", "CN=Test Authority", "-ext", "bc:c");
    make(all, "server", "CN=smsc", signed("-ext", "san=dns:localhost,ip:127.0.0.1"));
    make(all, "wronghost", "CN=smsc.example", signed("-ext", "san=dns:smsc.example"));
    make(
        all,
        "expired",
        "CN=smsc.old",
        signed("-ext", "san=dns:localhost", "-startdate", "-10d", "-validity", "5"));
    make(all, "selfsigned", "CN=smsc.lonely", "-ext", "san=dns:localhost,ip:127.0.0.1");
    make(all, "client", "CN=loa", signed());
    return new Certificates(folder, KeyStore.getInstance(all.toFile(), password()));
  }

  /** A fresh array each time: its reader clears it. */
  static char[] password() {
    return PASSWORD.toCharArray();
  }

  /** For localhost and 127.0.0.1, issued by the authority. */
  SSLContext server() throws Exception {
    return serverContext("server");
  }

  /** As {@link #server()}, that does not send its issuer's certificate along. */
  SSLContext serverWithoutItsIssuer() throws Exception {
    KeyStore alone = KeyStore.getInstance("PKCS12");
    alone.load(null, null);
    alone.setKeyEntry(
        "server",
        store.getKey("server", password()),
        password(),
        new Certificate[] {store.getCertificate("server")});
    return serverContext(alone, KeyStores.of(List.of(authority())));
  }

  /** Issued by the authority, for smsc.example only. */
  SSLContext serverOfAnotherName() throws Exception {
    return serverContext("wronghost");
  }

  SSLContext expiredServer() throws Exception {
    return serverContext("expired");
  }

  SSLContext selfSignedServer() throws Exception {
    return serverContext("selfsigned");
  }

  X509Certificate authority() throws Exception {
    return (X509Certificate) store.getCertificate("authority");
  }

  X509Certificate selfSigned() throws Exception {
    return (X509Certificate) store.getCertificate("selfsigned");
  }

  X509Certificate ofExpiredServer() throws Exception {
    return (X509Certificate) store.getCertificate("expired");
  }

  Path authorityAsPem() throws Exception {
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(authority().getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    return Files.writeString(folder.resolve("authority.pem"), pem, StandardCharsets.US_ASCII);
  }

  /** PKCS12 with the authority's certificate. */
  Path authorityAsKeyStore() throws Exception {
    return written("authority.p12", KeyStores.of(List.of(authority())));
  }

  /** PKCS12 with a client's key, issued by the authority. */
  Path clientKeyStore() throws Exception {
    return written("client.p12", only("client"));
  }

  /** PKCS12 with a client's key that signed itself. */
  Path strangerKeyStore() throws Exception {
    return written("stranger.p12", only("selfsigned"));
  }

  private Path written(String name, KeyStore content) throws Exception {
    Path file = folder.resolve(name);
    try (var out = Files.newOutputStream(file)) {
      content.store(out, password());
    }
    return file;
  }

  private SSLContext serverContext(String alias) throws Exception {
    return serverContext(only(alias), KeyStores.of(List.of(authority())));
  }

  private static SSLContext serverContext(KeyStore own, KeyStore trusted)
      throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, password());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private KeyStore only(String alias) throws Exception {
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    one.setKeyEntry(
        alias, store.getKey(alias, password()), password(), store.getCertificateChain(alias));
    return one;
  }

  private static String[] signed(String... options) {
    List<String> all = new ArrayList<>(List.of("-signer", "authority"));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  private static void make(Path store, String alias, String name, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(options));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool made no " + alias + ": " + said);
    }
  }
}
