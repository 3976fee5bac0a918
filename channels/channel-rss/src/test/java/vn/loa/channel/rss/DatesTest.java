package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {

  private static final Instant THIRD_OF_SEPTEMBER = Instant.parse("2026-09-03T04:05:06.789Z");

  /** Runs in a Java of another locale and prints what readers would see. */
  static final class Elsewhere {
    public static void main(String[] args) {
      System.out.println(Locale.getDefault().toLanguageTag());
      System.out.println(Dates.format(THIRD_OF_SEPTEMBER));
      System.out.println(Dates.parse("Thu, 03 Sep 2026 04:05:06 GMT").orElseThrow());
      Feed feed = new Feed("tin", "Tin", "Tin", "vi", "UBND", Publishing.BASE);
      System.out.println(feed.tag(Publishing.simple("m"), THIRD_OF_SEPTEMBER));
      System.out.println(EntryFile.name("TI"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "vi-VN, vi, VN, ''",
    "ar-SA-u-nu-arab, ar, SA, u-nu-arab",
    "th-TH-u-ca-buddhist, th, TH, u-ca-buddhist",
    "tr-TR, tr, TR, ''"
  })
  void dates_are_english_and_gregorian_in_every_locale(
      String tag, String language, String country, String extensions) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Duser.language=" + language,
            "-Duser.country=" + country,
            "-Duser.extensions=" + extensions,
            "-cp",
            System.getProperty("java.class.path"),
            Elsewhere.class.getName()));
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(java.getInputStream().readAllBytes(), UTF_8);
    assertThat(said.lines())
        .containsExactly(
            tag,
            "Thu, 03 Sep 2026 04:05:06 GMT",
            "2026-09-03T04:05:06Z",
            "tag:tin.example.vn,2026-09-03:tin/m",
            "=T=I.entry");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void the_three_date_forms_of_http_are_read(String date) {
    assertThat(Dates.parse(date)).contains(Instant.parse("1994-11-06T08:49:37Z"));
  }

  @Test
  void what_is_no_date_is_none() {
    assertThat(Dates.parse("yesterday")).isEmpty();
    assertThat(Dates.parse("")).isEmpty();
  }
}
