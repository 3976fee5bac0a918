package vn.loa.simulator;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Numbers that end alike; asked of a PDU, it makes no text of the number. */
final class Ending implements Predicate<String> {

  private final String digits;
  private final byte[] octets;

  Ending(String digits) {
    this.digits = digits;
    this.octets = digits.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean test(String number) {
    return number.endsWith(digits);
  }

  static boolean holds(Predicate<String> rule, SubmitPdu submit) {
    return rule instanceof Ending ending
        ? submit.destinationEndsWith(ending.octets)
        : rule.test(submit.destination());
  }
}
