package vn.loa.channel.smpp;

import vn.loa.sms.PhoneNumber;

/** Reads numbers as SMSCs write them into addresses. */
final class Subscribers {

  /** What {@link #e164} gives where no number is. */
  static final long NONE = 0;

  private static final int MOST_DIGITS = 15;

  /**
   * A Vietnamese mobile in any form; else digits of E.164, which begin with no zero, with or
   * without a plus: a number of another country, or a short code.
   */
  static long e164(String address) {
    long parsed = PhoneNumber.parse(address);
    return PhoneNumber.isNumber(parsed) ? PhoneNumber.e164(parsed) : digits(address);
  }

  private static long digits(String address) {
    int from = address.startsWith("+") ? 1 : 0;
    int count = address.length() - from;
    if (count == 0 || count > MOST_DIGITS || address.charAt(from) == '0') {
      return NONE;
    }
    long number = 0;
    for (int at = from; at < address.length(); at++) {
      int digit = address.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private Subscribers() {}
}
