package vn.loa.channel.testkit;

import java.io.IOException;
import java.io.OutputStream;
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
 * seconds. Servers are contexts for a simulator or an SSLServerSocket, and take clients of the same
 * authority; files are what an integrator would get from whoever runs the peer. They are good for
 * localhost and 127.0.0.1, where nothing else is said.
 *
 * <p>Not safe for use by several threads.
 */
public final class Certificates {

  private static final String PASSWORD = "loa-secret";

  private final Path folder;
  private final KeyStore store;

  private Certificates(Path folder, KeyStore store) {
    this.folder = folder;
    this.store = store;
  }

  /**
   * @param folder an empty one; a static TempDir does
   * @throws IOException if there is no keytool in this JDK
   * @throws IllegalStateException if it fails
   */
  public static Certificates in(Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path all = folder.resolve("all.p12");
    String here = "san=dns:localhost,ip:127.0.0.1";
    make(all, "authority", "CN=Test Authority", "-ext", "bc:c");
    make(all, "server", "CN=server", signed("-ext", here));
    make(all, "other", "CN=other.example", signed("-ext", "san=dns:other.example"));
    make(all, "old", "CN=old", signed("-ext", here, "-startdate", "-10d", "-validity", "5"));
    make(all, "lonely", "CN=lonely", "-ext", here);
    make(all, "client", "CN=loa", signed());
    return new Certificates(folder, KeyStore.getInstance(all.toFile(), password()));
  }

  /** Of all files and keys. A fresh array each time: its reader clears it. */
  public static char[] password() {
    return PASSWORD.toCharArray();
  }

  /** Issued by the authority. */
  public SSLContext server() throws IOException, GeneralSecurityException {
    return server(only("server"));
  }

  /** As {@link #server()}, that does not send its issuer's certificate along. */
  public SSLContext serverWithoutItsIssuer() throws IOException, GeneralSecurityException {
    return server(only("server", store.getCertificate("server")));
  }

  /** Issued by the authority, for other.example only. */
  public SSLContext serverOfAnotherName() throws IOException, GeneralSecurityException {
    return server(only("other"));
  }

  /** Issued by the authority as CN=old; expired five days ago. */
  public SSLContext expiredServer() throws IOException, GeneralSecurityException {
    return server(only("old"));
  }

  /** As CN=lonely. */
  public SSLContext selfSignedServer() throws IOException, GeneralSecurityException {
    return server(only("lonely"));
  }

  /** CN=Test Authority. */
  public X509Certificate authority() throws GeneralSecurityException {
    return (X509Certificate) store.getCertificate("authority");
  }

  /** Of {@link #expiredServer()}. */
  public X509Certificate expired() throws GeneralSecurityException {
    return (X509Certificate) store.getCertificate("old");
  }

  /** Of {@link #selfSignedServer()}. */
  public X509Certificate selfSigned() throws GeneralSecurityException {
    return (X509Certificate) store.getCertificate("lonely");
  }

  /** The authority's certificate. */
  public Path authorityAsPem() throws IOException, GeneralSecurityException {
    return pem("authority.pem", "CERTIFICATE", authority().getEncoded());
  }

  /** The certificate of {@link #server()}. */
  public Path serverAsPem() throws IOException, GeneralSecurityException {
    return pem("server.pem", "CERTIFICATE", store.getCertificate("server").getEncoded());
  }

  /** The key of {@link #server()}, not encrypted. */
  public Path serverKeyAsPem() throws IOException, GeneralSecurityException {
    return pem("server.key", "PRIVATE KEY", store.getKey("server", password()).getEncoded());
  }

  /** PKCS12 with the authority's certificate. */
  public Path authorityAsKeyStore() throws IOException, GeneralSecurityException {
    return written("authority.p12", trust());
  }

  /** PKCS12 with a client's key, issued by the authority. */
  public Path clientKeyStore() throws IOException, GeneralSecurityException {
    return written("client.p12", only("client"));
  }

  /** PKCS12 with a client's key that signed itself. */
  public Path strangerKeyStore() throws IOException, GeneralSecurityException {
    return written("stranger.p12", only("lonely"));
  }

  private Path pem(String name, String what, byte[] content) throws IOException {
    String octets = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, octets, what),
        StandardCharsets.US_ASCII);
  }

  private Path written(String name, KeyStore content) throws IOException, GeneralSecurityException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      content.store(out, password());
    }
    return file;
  }

  private SSLContext server(KeyStore own) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, password());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trust());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private KeyStore trust() throws IOException, GeneralSecurityException {
    KeyStore trust = empty();
    trust.setCertificateEntry("authority", authority());
    return trust;
  }

  private KeyStore only(String alias) throws IOException, GeneralSecurityException {
    return only(alias, store.getCertificateChain(alias));
  }

  private KeyStore only(String alias, Certificate... chain)
      throws IOException, GeneralSecurityException {
    KeyStore one = empty();
    one.setKeyEntry(alias, store.getKey(alias, password()), password(), chain);
    return one;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    return empty;
  }

  private static String[] signed(String... options) {
    List<String> all = new ArrayList<>(List.of("-signer", "authority"));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  private static void make(Path store, String alias, String name, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-genkeypair"));
    command.addAll(List.of("-alias", alias, "-dname", name, "-keyalg", "EC"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(List.of(options));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool made no " + alias + ": " + said);
    }
  }
}
