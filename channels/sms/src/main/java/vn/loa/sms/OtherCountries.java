package vn.loa.sms;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;

/**
 * Numbers with another country's code, as libphonenumber knows them where it is on the class path.
 * Nothing of it is loaded before the first such number comes.
 */
final class OtherCountries {

  private OtherCountries() {}

  /** The number, or a problem, of digits that begin with a country code. */
  static long read(int count, long digits) {
    String text = Long.toString(digits);
    if (text.length() < count) {
      return PhoneProblem.FOREIGN_INVALID.packed(); // no country's code begins with 0
    }
    return Library.IS_THERE ? WithLibrary.read(text) : PhoneProblem.FOREIGN.packed();
  }

  /** Initialised with the first number of another country. */
  private static final class Library {

    static final boolean IS_THERE = isThere();

    private static boolean isThere() {
      try {
        Class.forName(
            "com.google.i18n.phonenumbers.PhoneNumberUtil",
            false,
            OtherCountries.class.getClassLoader());
        return true;
      } catch (ClassNotFoundException e) {
        return false;
      }
    }
  }

  /** The only one that names its classes. */
  private static final class WithLibrary {

    private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

    static long read(String digits) {
      try {
        Phonenumber.PhoneNumber number = UTIL.parse("+" + digits, null);
        return UTIL.isValidNumber(number) ? ofType(number) : PhoneProblem.FOREIGN_INVALID.packed();
      } catch (NumberParseException e) {
        return PhoneProblem.FOREIGN_INVALID.packed();
      }
    }

    private static long ofType(Phonenumber.PhoneNumber number) {
      return switch (UTIL.getNumberType(number)) {
        case FIXED_LINE -> PhoneProblem.LANDLINE.packed();
        case TOLL_FREE, PREMIUM_RATE, SHARED_COST, UAN, VOICEMAIL ->
            PhoneProblem.SHORT_CODE.packed();
        default -> Long.parseLong(UTIL.format(number, PhoneNumberFormat.E164).substring(1));
      };
    }
  }
}
