package vn.loa.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import vn.loa.plan.ledger.Rate;

class ValuesTest {

  private final Values vi = Values.in(Language.VI);
  private final Values en = Values.in(Language.EN);

  @Test
  void numbers_are_grouped_as_the_language_has_it() {
    assertThat(vi.of(9_731)).isEqualTo("9.731");
    assertThat(en.of(-9_731)).isEqualTo("-9,731");
  }

  @Test
  void only_the_whole_is_a_hundred_per_cent() {
    assertThat(vi.of(new Rate(9, 12))).isEqualTo("9/12 (75,0 %)");
    assertThat(en.percent(new Rate(9_999, 10_000))).isEqualTo("99.9 %");
    assertThat(en.percent(new Rate(10_000, 10_000))).isEqualTo("100.0 %");
    assertThat(en.of(new Rate(0, 0))).isEqualTo("n/a");
  }

  @Test
  void days_and_times_are_written_as_people_read_them() {
    LocalDateTime moment = LocalDateTime.of(2022, 5, 4, 7, 5);
    assertThat(vi.of(moment)).isEqualTo("07:05 ngày 04/05/2022");
    assertThat(en.of(moment)).isEqualTo("07:05 on 4 May 2022");
    assertThat(vi.of(LocalDate.of(2022, 12, 31))).isEqualTo("31/12/2022");
  }

  @Test
  void spans_show_their_two_largest_parts() {
    assertThat(vi.of(Duration.ofHours(31))).isEqualTo("1 ngày 7 giờ");
    assertThat(en.of(Duration.ofMinutes(205))).isEqualTo("3 h 25 min");
    assertThat(en.of(Duration.ofSeconds(12))).isEqualTo("0 min 12 s");
  }

  @Test
  void a_language_is_read_from_its_tag() {
    assertThat(Language.ofTag("vi-VN")).isEqualTo(Language.VI);
    assertThat(Language.ofTag("EN")).isEqualTo(Language.EN);
    assertThatThrownBy(() -> Language.ofTag("fr")).hasMessageContaining("say vi or en");
  }
}
