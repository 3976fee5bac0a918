package vn.loa.channel.smpp;

/** How a subscriber's number is written into destination_addr (SMPP 3.4 §5.2.9). */
public enum DestinationForm {
  /** With country code, without plus: {@code 84903123456}. */
  DIGITS,
  /** The same behind a plus: {@code +84903123456}. */
  PLUS,
  /**
   * As people dial it: {@code 0903123456}. Numbers of other countries go as {@link #DIGITS}, marked
   * international (TON 1, NPI 1).
   */
  NATIONAL;

  private static final int MOST_DIGITS = 15; // ITU-T E.164 §6
  private static final int VIETNAM = 84;

  int mostOctets() {
    return this == PLUS ? 1 + MOST_DIGITS : MOST_DIGITS;
  }

  /** Whether the number is written as those of other countries are. */
  boolean isForeign(long e164) {
    return this == NATIONAL && countryOfTwoDigits(e164) != VIETNAM;
  }

  /**
   * Writes the number, without the octet that ends it.
   *
   * @return octets written, at most {@link #mostOctets}
   */
  int write(byte[] into, int at, long e164) {
    int digits = digits(e164);
    if (this == DIGITS || isForeign(e164)) {
      return put(into, at, e164, digits);
    }
    if (this == PLUS) {
      into[at] = '+';
      return 1 + put(into, at + 1, e164, digits);
    }
    into[at] = '0';
    return 1 + put(into, at + 1, e164, digits - 2);
  }

  /** The last digits of a number, from the last to the first. */
  private static int put(byte[] into, int at, long number, int digits) {
    long rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return digits;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long rest = number; rest > 9; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** No country code begins with another: 84 in front is Vietnam. */
  private static long countryOfTwoDigits(long e164) {
    long head = e164;
    while (head > 99) {
      head /= 10;
    }
    return head;
  }
}
