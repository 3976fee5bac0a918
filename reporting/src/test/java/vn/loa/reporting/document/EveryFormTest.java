package vn.loa.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EveryFormTest {

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void equal_documents_are_equal_octets_wherever_and_whenever_they_are_written(Format format)
      throws Exception {
    byte[] here = Samples.document().bytes(format);
    byte[] csv = csv(Samples.document());
    for (String tag : List.of("vi-VN", "ar-SA-u-nu-arab", "tr-TR", "th-TH-u-ca-buddhist-nu-thai")) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
      assertThat(Samples.document().bytes(format)).as(tag).isEqualTo(here);
      assertThat(csv(Samples.document())).as(tag).isEqualTo(csv);
    }
  }

  private static byte[] csv(Document document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.writeCsv("first", false, out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void the_stream_stays_open_and_its_failure_is_told(Format format) throws Exception {
    boolean[] closed = {false};
    OutputStream kept =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    Samples.document().write(format, kept);
    assertThat(closed[0]).isFalse();
    assertThatThrownBy(() -> Samples.document().write(format, full()))
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("disk is full");
  }

  @Test
  void a_csv_that_is_not_taken_is_told() {
    assertThatThrownBy(() -> Samples.document().writeCsv("first", false, full()))
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("disk is full");
  }

  private static OutputStream full() {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        throw new IOException("disk is full");
      }
    };
  }

  @Test
  void a_table_that_is_not_there_is_refused_with_those_that_are() {
    assertThatThrownBy(() -> Samples.document().table("none"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("none")
        .hasMessageContaining("first");
  }

  @Test
  void two_tables_of_one_key_are_refused() {
    List<Block> twice = List.of(Samples.table("a", "x"), Samples.table("a", "y"));
    Letterhead letterhead = Letterhead.builder("Sở").build();
    assertThatThrownBy(() -> new Document(Language.VI, "t", "s", letterhead, twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keys of their own");
  }
}
