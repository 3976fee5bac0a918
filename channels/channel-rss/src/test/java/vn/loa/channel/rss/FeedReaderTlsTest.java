package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Time;
import vn.loa.channel.Tls;
import vn.loa.channel.testkit.Certificates;

/** The reader against the JDK's HTTPS server. */
@Tag("alone") // keytool takes its time
class FeedReaderTlsTest {

  @TempDir static Path folder;
  private static Certificates certificates;

  @TempDir private Path store;

  @BeforeAll
  static void issue() throws Exception {
    certificates = Certificates.in(folder);
  }

  @Test
  void a_document_is_read_from_a_server_that_is_trusted() throws Exception {
    FeedProof proof = read(certificates.server(), trusting());
    assertThat(proof.verdict()).as(proof.reason()).isEqualTo(FeedProof.Verdict.FOUND);
  }

  @Test
  void a_server_that_nobody_vouches_for_is_not_read() throws Exception {
    FeedProof proof = read(certificates.server(), Tls.standard());
    assertThat(proof.verdict()).isEqualTo(FeedProof.Verdict.UNREACHABLE);
    assertThat(proof.reason()).contains("Tls.Builder.trust");
  }

  @Test
  void a_server_of_another_name_is_not_read() throws Exception {
    FeedProof proof = read(certificates.serverOfAnotherName(), trusting());
    assertThat(proof.verdict()).isEqualTo(FeedProof.Verdict.UNREACHABLE);
    assertThat(proof.reason()).contains("127.0.0.1");
  }

  private static Tls trusting() throws Exception {
    return Tls.builder().trust(certificates.authority()).build();
  }

  private FeedProof read(SSLContext server, Tls tls) throws Exception {
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (Publishing feeds = Publishing.in(store)) {
      https.setHttpsConfigurator(new HttpsConfigurator(server));
      https.createContext("/", new FeedHandler(feeds.channel));
      https.start();
      feeds.published(Publishing.simple("tb-1"), "tin-tuc");
      URI uri =
          URI.create("https://127.0.0.1:" + https.getAddress().getPort() + "/tin-tuc/atom.xml");
      return FeedReader.builder(Time.system())
          .tls(tls)
          .build()
          .read(uri, feeds.channel.entry("tb-1").orElseThrow());
    } finally {
      https.stop(0);
    }
  }
}
