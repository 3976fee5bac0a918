package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.channel.rss.FeedTexts.ENTRY;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import vn.loa.channel.testkit.ManualTime;

class FeedReaderFuzzTest {

  private static final List<String> PIECES =
      List.of(
          "<",
          ">",
          "</",
          "/>",
          "&",
          ";",
          "&#x0;",
          "&#38;",
          "<!--",
          "-->",
          "<![CDATA[",
          "]]>",
          "<?",
          "?>",
          "<!DOCTYPE",
          "xmlns=\"\"",
          "\"",
          "'",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\\u",
          "\\",
          "null",
          "1e9",
          "\0",
          "\uFEFF",
          "\uFFFF",
          "<item>",
          "</entry>",
          "type=\"xhtml\"");

  private final Loopback server = new Loopback();
  private final FeedReader reader =
      FeedReader.builder(ManualTime.startingAt(Instant.EPOCH)).maximum(1 << 20).build();

  /**
   * One place of a document, and what happens there.
   *
   * @param octets as Latin-1
   */
  record Mutation(int place, int length, String octets) {

    byte[] of(byte[] document) {
      byte[] instead = octets.getBytes(ISO_8859_1);
      int from = Math.floorMod(place, document.length + 1);
      int to = Math.min(document.length, from + length);
      byte[] mutated = new byte[document.length - (to - from) + instead.length];
      System.arraycopy(document, 0, mutated, 0, from);
      System.arraycopy(instead, 0, mutated, from, instead.length);
      System.arraycopy(document, to, mutated, from + instead.length, document.length - to);
      return mutated;
    }
  }

  FeedReaderFuzzTest() throws IOException {}

  @AfterProperty
  void stop() throws IOException {
    server.close();
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
  void whatever_a_document_is_there_is_a_verdict(
      @ForAll("formats") String document, @ForAll("mutations") List<Mutation> mutations) {
    server.at("/feed", "text/plain", mutated(document.getBytes(UTF_8), mutations));
    FeedProof proof = reader.read(server.uri("/feed"), ENTRY);

    assertThat(proof.status()).isEqualTo(200);
    assertThat(proof.reason()).startsWith("http://127.0.0.1:");
    assertThat(proof.sha256()).hasSize(64);
    assertThat(proof.verdict()).isNotEqualTo(FeedProof.Verdict.UNREACHABLE);
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void whatever_an_answer_is_there_is_a_verdict(@ForAll("mutations") List<Mutation> mutations) {
    String head =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: identity\r\n\r\n";
    String chunk = Integer.toHexString(FeedTexts.rss().getBytes(UTF_8).length);
    String answer = head + chunk + "\r\n" + FeedTexts.rss() + "\r\n0\r\n\r\n";
    byte[] octets = mutated(answer.getBytes(UTF_8), mutations);
    server.at("/answer", out -> out.write(octets));

    assertThat(reader.read(server.uri("/answer"), ENTRY).reason()).isNotEmpty();
  }

  private static byte[] mutated(byte[] document, List<Mutation> mutations) {
    byte[] mutated = document;
    for (Mutation mutation : mutations) {
      mutated = mutation.of(mutated);
    }
    return mutated;
  }

  @Provide
  Arbitrary<String> formats() {
    return Arbitraries.of(FeedTexts.rss(), FeedTexts.atom(), FeedTexts.json());
  }

  @Provide
  Arbitrary<List<Mutation>> mutations() {
    Arbitrary<String> instead =
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange('\0', '\u00FF').ofMaxLength(4),
            Arbitraries.of(PIECES).map(piece -> new String(piece.getBytes(UTF_8), ISO_8859_1)));
    return Combinators.combine(
            Arbitraries.integers().between(0, 2000), Arbitraries.integers().between(0, 12), instead)
        .as(Mutation::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }
}
