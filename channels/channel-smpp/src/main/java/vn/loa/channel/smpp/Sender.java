package vn.loa.channel.smpp;

import java.util.regex.Pattern;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;

/** Who a message comes from, with the type of number and numbering plan that its shape implies. */
record Sender(String address, TypeOfNumber ton, NumberingPlanIndicator npi) {

  private static final Pattern SHORT_CODE = Pattern.compile("\\d{3,8}");
  private static final Pattern NUMBER = Pattern.compile("\\+?\\d{9,15}");

  /** Decree 91/2020 Art. 23; eleven is also what a handset shows (3GPP TS 23.040 §9.1.2.5). */
  private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9._ -]{1,11}");

  static Sender of(String text) {
    if (SHORT_CODE.matcher(text).matches()) {
      return new Sender(text, TypeOfNumber.NETWORK_SPECIFIC, NumberingPlanIndicator.UNKNOWN);
    }
    if (NUMBER.matcher(text).matches()) {
      return new Sender(
          text.replace("+", ""), TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN);
    }
    if (NAME.matcher(text).matches()) {
      return new Sender(text, TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN);
    }
    throw new IllegalArgumentException(
        "sender \"%s\" is neither a number nor a name of 1 to 11 letters, digits, spaces, . _ -"
            .formatted(text));
  }
}
