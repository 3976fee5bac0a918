package vn.loa.reporting;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;
import vn.loa.plan.Text;
import vn.loa.plan.Unit;
import vn.loa.plan.calendar.Cadence;
import vn.loa.plan.calendar.ReportPeriod;
import vn.loa.plan.ledger.ReportStatus;
import vn.loa.reporting.document.Language;

/** The words that several reports share. */
final class Words {

  static String unit(Unit unit, Language language) {
    return switch (unit) {
      case RECIPIENTS -> language.of("nơi nhận, có bằng chứng", "recipients, with proof");
      case MESSAGES -> language.of("tin nhắn, lượt gửi", "messages sent");
      case PARTS -> language.of("phần tin SMS", "SMS parts");
      case MINUTES -> language.of("phút phát", "minutes played");
      case ITEMS -> language.of("tin, bài", "items");
      case SESSIONS -> language.of("buổi, đợt", "sessions");
      case POSTS -> language.of("bài đăng mạng xã hội", "posts");
      case IN_DOUBT -> language.of("chưa rõ (không tính)", "in doubt (not counted)");
    };
  }

  static String state(ReportStatus.State state, Language language) {
    return switch (state) {
      case ON_TIME -> language.of("✓ đúng hạn", "✓ on time");
      case LATE -> language.of("△ trễ hạn", "△ late");
      case OVERDUE -> language.of("✗ quá hạn, chưa nộp", "✗ overdue");
      case PENDING -> language.of("… chưa đến hạn", "… pending");
      case EXCUSED -> language.of("– có lý do", "– excused");
      case EXEMPT -> language.of("– được miễn", "– exempt");
    };
  }

  /** {@code tháng 5 năm 2022}, {@code May 2022}; {@code quý II năm 2022}, … */
  static String period(ReportPeriod period, Language language) {
    int number = period.number();
    int year = period.year();
    return switch (period.cadence()) {
      case MONTHLY -> language.of("tháng " + number + " năm " + year, monthOf(number) + " " + year);
      case QUARTERLY ->
          language.of("quý " + roman(number) + " năm " + year, "quarter " + number + " of " + year);
      case HALF_YEARLY ->
          language.of(
              (number == 1 ? "6 tháng đầu" : "6 tháng cuối") + " năm " + year,
              (number == 1 ? "the first" : "the second") + " half of " + year);
      case SIX_MONTHLY -> language.of("6 tháng đầu năm " + year, "the first six months of " + year);
      case NINE_MONTHLY -> language.of("9 tháng năm " + year, "the first nine months of " + year);
      case ANNUAL -> language.of("năm " + year, "the year " + year);
      case ONCE -> language.of("đến ngày ", "until ") + period.label();
    };
  }

  private static String monthOf(int number) {
    return Month.of(number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String roman(int number) {
    return number == 4 ? "IV" : "I".repeat(number);
  }

  static String cadence(Cadence cadence, Language language) {
    return switch (cadence) {
      case MONTHLY -> language.of("hàng tháng", "monthly");
      case QUARTERLY -> language.of("hàng quý", "quarterly");
      case SIX_MONTHLY, HALF_YEARLY -> language.of("6 tháng", "half-yearly");
      case NINE_MONTHLY -> language.of("9 tháng", "nine-month");
      case ANNUAL -> language.of("năm", "annual");
      case ONCE -> language.of("một lần", "once");
    };
  }

  /** The first words of a form or theme: without its letter ({@code a)}), up to the first stop. */
  static String shortly(Text text, Language language) {
    String whole =
        language.of(text).replaceFirst("^(?:\\p{Ll}\\)|\\d+(?:\\.\\d+)*\\.)\\s*", "").strip();
    int stop = whole.length();
    for (int i = 0; i < whole.length(); i++) {
      if (":;(.".indexOf(whole.charAt(i)) >= 0) {
        stop = i;
        break;
      }
    }
    String first = whole.substring(0, stop).strip();
    if (first.isEmpty()) {
      return whole;
    }
    return first.codePointCount(0, first.length()) <= 60
        ? first
        : first.substring(0, first.offsetByCodePoints(0, 57)) + "…";
  }

  private Words() {}
}
