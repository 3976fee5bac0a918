package vn.loa.reporting.document;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import vn.loa.plan.ledger.Rate;

/**
 * Values as people read them in a language. The same in every default locale: a document does not
 * depend on where it is written.
 */
public final class Values {

  private static final DateTimeFormatter DAY_VI =
      DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);
  private static final DateTimeFormatter DAY_EN =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final Language language;

  private Values(Language language) {
    this.language = language;
  }

  public static Values in(Language language) {
    return new Values(language);
  }

  /** {@code n/a} in English where there is nothing; empty for a blank cell. */
  public String of(Cell cell) {
    return switch (cell.kind()) {
      case BLANK -> "";
      case WORDS -> ((Cell.Words) cell).words();
      case COUNT -> of(((Cell.Count) cell).count());
      case SHARE -> of(((Cell.Share) cell).rate());
      case DAY -> of(((Cell.Day) cell).day());
      case MOMENT -> of(((Cell.Moment) cell).moment());
      case SPAN -> of(((Cell.Span) cell).span());
    };
  }

  /** In groups of three: {@code 9.731} in Vietnamese, {@code 9,731} in English. */
  public String of(long count) {
    String english = String.format(Locale.ROOT, "%,d", count);
    return language == Language.VI ? english.replace(',', '.') : english;
  }

  /** Part, whole and per cent: {@code 9/12 (75,0 %)}. */
  public String of(Rate rate) {
    return rate.isApplicable()
        ? of(rate.part()) + "/" + of(rate.whole()) + " (" + percent(rate) + ")"
        : language.of("không có", "n/a");
  }

  /** {@code 75,0 %}; rounded down, so that only the whole is a hundred. */
  public String percent(Rate rate) {
    if (!rate.isApplicable()) {
      return language.of("không có", "n/a");
    }
    long tenths = Math.multiplyExact(rate.part(), 1000L) / rate.whole();
    return of(tenths / 10) + language.of(",", ".") + tenths % 10 + " %";
  }

  /** {@code 14/05/2022}, {@code 14 May 2022}. */
  public String of(LocalDate day) {
    return (language == Language.VI ? DAY_VI : DAY_EN).format(day);
  }

  /** {@code 07:05 ngày 14/05/2022}, {@code 07:05 on 14 May 2022}. */
  public String of(LocalDateTime moment) {
    return TIME.format(moment) + language.of(" ngày ", " on ") + of(moment.toLocalDate());
  }

  /** The two largest parts: {@code 1 ngày 7 giờ}, {@code 3 h 25 min}, {@code 0 min 12 s}. */
  public String of(Duration span) {
    if (span.toDays() > 0) {
      return of(span.toDays())
          + language.of(" ngày ", " d ")
          + span.toHoursPart()
          + language.of(" giờ", " h");
    }
    if (span.toHours() > 0) {
      return span.toHours()
          + language.of(" giờ ", " h ")
          + span.toMinutesPart()
          + language.of(" phút", " min");
    }
    return span.toMinutes()
        + language.of(" phút ", " min ")
        + span.toSecondsPart()
        + language.of(" giây", " s");
  }
}
