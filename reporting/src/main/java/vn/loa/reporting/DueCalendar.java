package vn.loa.reporting;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Agency;
import vn.loa.plan.DueDate;
import vn.loa.plan.Plan;
import vn.loa.plan.Reminders;
import vn.loa.plan.ReportingObligation;
import vn.loa.plan.calendar.Bound;
import vn.loa.plan.ledger.Ledger;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Values;

/**
 * Deadlines for a calendar program (iCalendar, RFC 5545): each stands on its last good day, with an
 * alarm for each of the regime's reminders before it, or the customary ones where it has none. An
 * event keeps its UID when the plan is amended; its SEQUENCE is the number of amendments.
 * Immutable.
 */
public final class DueCalendar {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Plan plan;
  private final List<DueDate> dates;
  private final @Nullable Agency agency;

  private DueCalendar(Plan plan, List<DueDate> dates, @Nullable Agency agency) {
    this.plan = plan;
    this.dates = List.copyOf(dates);
    this.agency = agency;
  }

  static DueCalendar of(Ledger ledger, List<DueDate> dates, @Nullable Agency agency) {
    return new DueCalendar(ledger.plan(), dates, agency);
  }

  /** The dates in it, by obligation, then time. */
  public List<DueDate> dates() {
    return dates;
  }

  /**
   * One calendar object, UTF-8, in lines of at most 75 octets.
   *
   * @param stamp when it was drawn up ({@code DTSTAMP}); equal stamps give equal octets
   */
  public byte[] ics(Language language, Instant stamp) {
    return new Writer(language, stamp).write();
  }

  /** A date and the words about it, of one calendar. */
  private final class Writer {

    private final Language language;
    private final Values values;
    private final String stamp;
    private final ContentLines lines = new ContentLines();

    Writer(Language language, Instant stamp) {
      this.language = language;
      this.values = Values.in(language);
      this.stamp = UTC.format(stamp);
    }

    byte[] write() {
      lines.add("BEGIN", "VCALENDAR");
      lines.add("VERSION", "2.0");
      lines.add("PRODID", "-//Loa//Loa reporting//" + language.tag().toUpperCase(Locale.ROOT));
      lines.add("CALSCALE", "GREGORIAN");
      lines.add("METHOD", "PUBLISH");
      lines.addText("X-WR-CALNAME", name());
      dates.forEach(this::event);
      lines.add("END", "VCALENDAR");
      return lines.octets();
    }

    private String name() {
      String plans = language.of("Hạn báo cáo Kế hoạch ", "Reports due, plan ") + plan.document();
      return agency == null ? plans : plans + " – " + language.of(agency.name());
    }

    private void event(DueDate date) {
      lines.add("BEGIN", "VEVENT");
      lines.add("UID", uid(date));
      lines.add("DTSTAMP", stamp);
      lines.add("SEQUENCE", Integer.toString(plan.amendments().size()));
      lines.add("DTSTART;VALUE=DATE", DAY.format(date.lastDay()));
      lines.add("DTEND;VALUE=DATE", DAY.format(date.lastDay().plusDays(1)));
      lines.addText("SUMMARY", summary(date));
      lines.addText("DESCRIPTION", description(date));
      lines.addText("CATEGORIES", language.of("Báo cáo", "Report"));
      lines.add("TRANSP", "TRANSPARENT");
      alarms(date).forEach(at -> alarm(at, summary(date)));
      lines.add("END", "VEVENT");
    }

    /** Names the report, and not the day on which it happens to be due. */
    private String uid(DueDate date) {
      String whose = agency == null ? "all" : agency.id();
      return "%s.%s.%s.%s.%s@loa"
          .formatted(
              plan.document().toString().replace('/', '-'),
              plan.issuedOn().getYear(),
              date.obligation().id(),
              date.period().label(),
              whose);
    }

    private String summary(DueDate date) {
      return language.of("Hạn cuối nộp báo cáo kỳ ", "Last day for the report of ")
          + date.period().label()
          + " ("
          + date.obligation().id()
          + ")";
    }

    private String description(DueDate date) {
      List<String> words = new ArrayList<>();
      words.add(rule(date));
      words.add(
          language.of("Kỳ báo cáo: ", "It covers ")
              + values.of(date.period().from())
              + " – "
              + values.of(date.period().to().minusDays(1)));
      words.add(
          language.of("Gửi: ", "To: ")
              + language.of(plan.regime().recipient())
              + language.of(", qua ", ", through ")
              + language.of(plan.regime().via()));
      if (date.isRolled()) {
        words.add(
            language.of("Hạn gốc rơi vào ngày nghỉ: ", "Moved from a day off: ")
                + values.of(date.nominalLastDay()));
      }
      return String.join("\n", words);
    }

    private String rule(DueDate date) {
      ReportingObligation obligation = date.obligation();
      boolean before = obligation.due().bound() == Bound.BEFORE;
      LocalDate named = before ? date.lastDay().plusDays(1) : date.lastDay();
      String bound =
          before ? language.of("Trước ngày ", "Before ") : language.of("Chậm nhất ", "By ");
      return bound + values.of(named) + " (" + obligation.clause() + ")";
    }

    private void alarm(Instant at, String words) {
      lines.add("BEGIN", "VALARM");
      lines.add("ACTION", "DISPLAY");
      lines.add("TRIGGER;VALUE=DATE-TIME", UTC.format(at));
      lines.addText("DESCRIPTION", words);
      lines.add("END", "VALARM");
    }
  }

  private List<Instant> alarms(DueDate date) {
    Reminders own = plan.regime().rules().reminders();
    Reminders reminders = own.isOff() ? Reminders.CUSTOMARY : own;
    LocalDate due = date.lastDay().plusDays(1);
    List<LocalDate> days = new ArrayList<>();
    reminders.daysBefore().forEach(count -> days.add(due.minusDays(count)));
    LocalTime hour = LocalTime.of(reminders.hour(), 0);
    return days.stream().map(day -> day.atTime(hour).atZone(plan.zone()).toInstant()).toList();
  }

  /** Content lines: text escaped (3.3.11), folded at 75 octets between characters (3.1). */
  private static final class ContentLines {

    private static final int LONGEST = 75;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void addText(String name, String text) {
      add(name, escaped(text));
    }

    private static String escaped(String text) {
      StringBuilder escaped = new StringBuilder();
      text.replace("\r\n", "\n")
          .codePoints()
          .forEach(
              c -> {
                if (c == '\\' || c == ';' || c == ',') {
                  escaped.append('\\').appendCodePoint(c);
                } else if (c == '\n' || c == '\r') {
                  escaped.append("\\n");
                } else {
                  boolean allowed = c == '\t' || (c >= 0x20 && c != 0x7f && !isSurrogate(c));
                  escaped.appendCodePoint(allowed ? c : 0xfffd);
                }
              });
      return escaped.toString();
    }

    private static boolean isSurrogate(int codePoint) {
      return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    void add(String name, String value) {
      int room = LONGEST;
      int[] line = (name + ":" + value).codePoints().toArray();
      for (int c : line) {
        byte[] octets = Character.toString(c).getBytes(StandardCharsets.UTF_8);
        if (octets.length > room) {
          out.writeBytes(new byte[] {'\r', '\n', ' '});
          room = LONGEST - 1;
        }
        out.writeBytes(octets);
        room -= octets.length;
      }
      out.writeBytes(new byte[] {'\r', '\n'});
    }

    byte[] octets() {
      return out.toByteArray();
    }
  }
}
