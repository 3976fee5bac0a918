package vn.loa.sms.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The JDK's decoder is the judge of what is text. */
class Utf8SourceTest {

  @Property(tries = 5_000)
  void what_is_given_is_what_the_decoder_takes(@ForAll @From("octets") byte[] octets)
      throws IOException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer all = ByteBuffer.wrap(octets);
    CoderResult result = decoder.decode(all, CharBuffer.allocate(octets.length), true);
    String expected = hex(octets, all.position()) + (result.isError() ? "!" : "");
    assertThat(read(octets, StandardCharsets.UTF_8)).isEqualTo(expected);
  }

  /** The borders of the table of well-formed sequences (RFC 3629 section 4), and one beyond. */
  @Provide
  Arbitrary<byte[]> octets() {
    int[] borders = {
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
    };
    return Arbitraries.integers()
        .between(0, borders.length - 1)
        .map(i -> (byte) borders[i])
        .array(byte[].class)
        .ofMaxSize(8);
  }

  @Test
  void every_character_of_unicode_is_text() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int code = 0; code <= Character.MAX_CODE_POINT; code++) {
      if (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE) {
        all.appendCodePoint(code);
      }
    }
    byte[] utf8 = all.toString().getBytes(StandardCharsets.UTF_8);
    assertThat(read(utf8, StandardCharsets.UTF_8)).isEqualTo(hex(utf8, utf8.length));
    byte[] utf16 = all.toString().getBytes(StandardCharsets.UTF_16);
    assertThat(read(utf16, StandardCharsets.UTF_16)).isEqualTo(hex(utf8, utf8.length));
  }

  @Test
  void another_charset_is_given_as_utf8_up_to_what_is_no_text_in_it() throws IOException {
    byte[] good = "Số điện thoại".getBytes(StandardCharsets.UTF_8);
    byte[] utf16 = "Số điện thoại".getBytes(StandardCharsets.UTF_16LE);
    assertThat(read(utf16, StandardCharsets.UTF_16LE)).isEqualTo(hex(good, good.length));
    byte[] odd = java.util.Arrays.copyOf(utf16, utf16.length + 1);
    assertThat(read(odd, StandardCharsets.UTF_16LE)).isEqualTo(hex(good, good.length) + "!");
  }

  /** In hex, with an exclamation mark if the end is no text. */
  private static String read(byte[] octets, Charset charset) throws IOException {
    Utf8Source source = new Utf8Source(new ByteArrayInputStream(octets), charset);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] into = new byte[Utf8Source.MOST + 5];
    try {
      for (int count = source.read(into, 5); count >= 0; count = source.read(into, 5)) {
        assertThat(count).isPositive();
        read.write(into, 5, count);
      }
      return hex(read.toByteArray(), read.size());
    } catch (CharacterCodingException noText) {
      return hex(read.toByteArray(), read.size()) + "!";
    }
  }

  private static String hex(byte[] octets, int length) {
    return java.util.HexFormat.of().formatHex(octets, 0, length);
  }
}
