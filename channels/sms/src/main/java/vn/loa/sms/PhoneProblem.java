package vn.loa.sms;

/** Why a text is not the number of a Vietnamese mobile. */
public enum PhoneProblem implements PhoneReading {
  EMPTY("no phone number"),
  SPREADSHEET_NUMBER("the spreadsheet rounded it; format the column as text and export again"),
  LETTERS("it holds letters"),
  ODD_CHARACTERS("it holds more than digits, spaces, dots, dashes and brackets"),
  TOO_SHORT("too few digits: a Vietnamese mobile has ten, the first a 0"),
  TOO_LONG("too many digits: a Vietnamese mobile has ten, the first a 0"),
  FOREIGN("it does not begin as a number in Vietnam does: 0, 84, +84 or 0084"),
  NOT_MOBILE("no mobile number begins like this; a landline takes no SMS");

  private final String text;

  PhoneProblem(String text) {
    this.text = text;
  }

  /** One sentence for a person, without the number. */
  public String text() {
    return text;
  }
}
