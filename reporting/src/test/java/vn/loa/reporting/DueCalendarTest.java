package vn.loa.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Plan;
import vn.loa.plan.Text;
import vn.loa.plan.json.LedgerMemory;
import vn.loa.plan.ledger.Ledger;
import vn.loa.reporting.document.Language;

class DueCalendarTest {

  private static final Instant STAMP = Instant.parse("2022-05-01T00:00:00Z");

  private final SmallCity city = new SmallCity();
  private final Locale locale = Locale.getDefault();

  @AfterEach
  void close() {
    city.close();
    Locale.setDefault(locale);
  }

  @Test
  void a_deadline_stands_on_its_last_good_day_with_its_alarms() throws Exception {
    VEvent may = events(city.reports.calendar()).get(0);
    DtStart<LocalDate> start = may.getRequiredProperty("DTSTART");
    assertThat(start.getDate()).isEqualTo(LocalDate.of(2022, 5, 14));
    assertThat(may.getRequiredProperty("SUMMARY").getValue()).contains("2022-05");
    assertThat(may.getRequiredProperty("DESCRIPTION").getValue())
        .contains("Trước ngày 15/05/2022 (IV.6)")
        .contains("27/04/2022 – 14/05/2022");
    List<VAlarm> alarms = may.getAlarms();
    assertThat(alarms)
        .extracting(it -> ((Trigger) it.getRequiredProperty("TRIGGER")).getDate())
        .containsExactly(
            Instant.parse("2022-05-08T01:00:00Z"),
            Instant.parse("2022-05-12T01:00:00Z"),
            Instant.parse("2022-05-14T01:00:00Z"));
  }

  @Test
  void everybody_has_every_date_and_an_agency_only_its_own() throws Exception {
    assertThat(events(city.reports.calendar())).hasSize(city.ledger.expected().dates().size());
    List<VEvent> own = events(city.reports.calendar("q1-a"));
    assertThat(own).hasSize(city.ledger.expected().of("q1-a").size());
    assertThat(own)
        .extracting(it -> it.getUid().orElseThrow().getValue())
        .doesNotHaveDuplicates()
        .allSatisfy(uid -> assertThat(uid).contains("q1-a"));
  }

  @Test
  void an_event_keeps_its_uid_when_the_plan_is_amended_and_its_sequence_goes_up() throws Exception {
    Plan amended =
        city.ledger
            .plan()
            .amend(
                DocumentRef.parse("8/QĐ-UBND"),
                LocalDate.of(2022, 6, 1),
                plan -> plan.title(Text.vi("Kế hoạch sửa đổi")));
    try (Ledger after =
        Ledger.open(amended, city.ledger.roster(), LedgerMemory.open(), () -> STAMP)) {
      List<VEvent> before = events(city.reports.calendar());
      List<VEvent> then = events(Reports.of(after).calendar());
      assertThat(uids(then)).isEqualTo(uids(before));
      assertThat(then.get(0).getRequiredProperty("SEQUENCE").getValue()).isEqualTo("1");
      assertThat(before.get(0).getRequiredProperty("SEQUENCE").getValue()).isEqualTo("0");
    }
  }

  @Test
  void lines_have_at_most_75_octets_and_are_cut_between_characters_only() {
    String name = "Quận “Ước mơ” 😀; phẩy, gạch \\ và\nxuống dòng " + "ở".repeat(300);
    try (SmallCity long_ = new SmallCity(Text.vi("Kế hoạch"), name)) {
      byte[] ics = long_.reports.calendar("q1").ics(Language.VI, STAMP);
      String text = new String(ics, StandardCharsets.UTF_8);
      assertThat(text).endsWith("\r\n").doesNotContain("\uFFFD");
      for (String line : text.split("\r\n", -1)) {
        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
      }
      assertThat(text.replace("\r\n ", ""))
          .contains("và\\nxuống")
          .contains("😀\\; phẩy\\, gạch \\\\");
    }
  }

  @Test
  void it_is_the_same_wherever_it_is_written() {
    byte[] here = city.reports.calendar().ics(Language.EN, STAMP);
    for (String tag : List.of("ar-SA-u-nu-arab", "th-TH-u-ca-buddhist", "tr-TR")) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(city.reports.calendar().ics(Language.EN, STAMP)).isEqualTo(here);
    }
  }

  private static List<String> uids(List<VEvent> events) {
    return events.stream().map(it -> it.getUid().orElseThrow().getValue()).toList();
  }

  private static List<VEvent> events(DueCalendar calendar) throws Exception {
    byte[] ics = calendar.ics(Language.VI, STAMP);
    Calendar read = new CalendarBuilder().build(new ByteArrayInputStream(ics));
    read.validate(true);
    return read.getComponents("VEVENT");
  }
}
