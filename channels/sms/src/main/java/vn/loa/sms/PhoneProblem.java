package vn.loa.sms;

import org.jspecify.annotations.Nullable;

/** Why a text is not a number that takes SMS. */
public enum PhoneProblem implements PhoneReading {
  EMPTY(1, "no phone number"),
  SPREADSHEET_NUMBER(2, "the spreadsheet rounded it; format the column as text and export again"),
  LETTERS(3, "it holds letters"),
  ODD_CHARACTERS(4, "it holds more than digits, spaces, dots, dashes and brackets"),
  TOO_SHORT(5, "too few digits: a Vietnamese mobile has ten, the first a 0"),
  TOO_LONG(6, "too many digits: a Vietnamese mobile has ten, the first a 0"),
  /** Of another country, and nothing here knows other countries; or not even written so. */
  FOREIGN(
      7,
      "it does not begin as a number in Vietnam does: 0, 84, +84 or 0084; numbers of other"
          + " countries need + or 00 first, and the library"
          + " com.googlecode.libphonenumber:libphonenumber"),
  /** No mobile, no landline: nobody has this prefix. */
  NOT_MOBILE(8, "no mobile number begins like this"),
  LANDLINE(9, "a landline; it takes no SMS"),
  /** Emergency and service numbers, 1800 and 1900, and their like abroad. */
  SHORT_CODE(10, "a short code or service number; no person is behind it"),
  FOREIGN_INVALID(11, "no number of the country whose code it begins with looks like this");

  private static final @Nullable PhoneProblem[] BY_CODE = byCode();

  private final int code;
  private final String text;

  PhoneProblem(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** One sentence for a person, without the number. */
  public String text() {
    return text;
  }

  /** What {@link PhoneNumber#parse(CharSequence)} gives for it. */
  long packed() {
    return -code;
  }

  static @Nullable PhoneProblem packed(long parsed) {
    return parsed < 0 && parsed > -BY_CODE.length ? BY_CODE[(int) -parsed] : null;
  }

  private static @Nullable PhoneProblem[] byCode() {
    PhoneProblem[] problems = values();
    @Nullable PhoneProblem[] byCode = new PhoneProblem[problems.length + 1];
    for (PhoneProblem problem : problems) {
      byCode[problem.code] = problem;
    }
    return byCode;
  }
}
