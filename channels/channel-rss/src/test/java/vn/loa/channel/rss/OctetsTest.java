package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OctetsTest {

  /** Longer than any stretch in which text is encoded. */
  private static final int LONG = 5_000;

  @ParameterizedTest
  @ValueSource(strings = {"😀", "\r\n", "\r", "\uD83D", "\uDE00", "\uDE00\uD83D", "ệ", "<"})
  void a_text_of_any_length_ends_as_a_short_one_does(String end) {
    String encoded = encoded(end);
    for (int length = 0; length < LONG; length++) {
      String before = "x".repeat(length);
      assertThat(encoded(before + end)).isEqualTo(before + encoded);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"😀", "\r\n", "\uD83D", "ệ", "<"})
  void a_text_of_any_length_goes_on_as_a_short_one_does(String middle) {
    String encoded = encoded(middle + "ạ");
    for (int length = 0; length < LONG; length++) {
      String before = "x".repeat(length);
      assertThat(encoded(before + middle + "ạ")).isEqualTo(before + encoded);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 17, 5_000})
  void what_was_taken_stays_when_more_is_written(int length) {
    Octets desk = new Octets(16);
    byte[] first = desk.text("a".repeat(length)).take();
    byte[] second = desk.text("b").take();
    assertThat(new String(first, UTF_8)).isEqualTo("a".repeat(length));
    assertThat(new String(second, UTF_8)).isEqualTo("b");
  }

  private static String encoded(String text) {
    return new String(new Octets(16).text(text).toArray(), UTF_8);
  }
}
