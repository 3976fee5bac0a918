package vn.loa.sms.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import vn.loa.channel.Address;

/**
 * One line of an opt-out file: instant, number, {@code OUT} or {@code IN}, why, and the CRC-32C of
 * what stands before it, set apart by tabs.
 *
 * @param out whether messages are refused, or wanted again
 * @param why the keyword, or how else it became known; without control characters
 */
record OptOutLine(Instant at, long e164, boolean out, String why) {

  private static final int LONGEST = 200;
  private static final String TAB = "\t";

  OptOutLine {
    new Address.Phone(e164);
    if (why.isBlank() || why.length() > LONGEST || why.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "say in one line of at most "
              + LONGEST
              + " characters why a number is opted out or in, for example \"by phone\"");
    }
  }

  /** With the line feed. */
  byte[] bytes() {
    String body = at + TAB + e164 + TAB + (out ? "OUT" : "IN") + TAB + why;
    return (body + TAB + checksum(body) + "\n").getBytes(UTF_8);
  }

  /**
   * @param line without the line feed
   * @throws IllegalArgumentException if it is not as it was written; says why
   */
  static OptOutLine parse(byte[] line) {
    String text = new String(line, UTF_8);
    int end = text.lastIndexOf(TAB);
    if (end < 0 || !text.substring(end + 1).equals(checksum(text.substring(0, end)))) {
      throw new IllegalArgumentException("its checksum does not fit what it says");
    }
    String[] fields = text.split(TAB, -1);
    if (fields.length != 5 || !(fields[2].equals("OUT") || fields[2].equals("IN"))) {
      throw new IllegalArgumentException("it is not: instant, number, OUT or IN, why, checksum");
    }
    try {
      return new OptOutLine(
          Instant.parse(fields[0]), Long.parseLong(fields[1]), fields[2].equals("OUT"), fields[3]);
    } catch (DateTimeException | NumberFormatException notAsWritten) {
      throw new IllegalArgumentException("its instant or number cannot be read", notAsWritten);
    }
  }

  private static String checksum(String body) {
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /** Without more of the number than may be shown. */
  @Override
  public String toString() {
    return at + " " + new Address.Phone(e164) + (out ? " OUT " : " IN ") + why;
  }
}
