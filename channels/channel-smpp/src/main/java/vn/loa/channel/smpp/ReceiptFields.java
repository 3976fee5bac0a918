package vn.loa.channel.smpp;

import java.nio.charset.StandardCharsets;

/**
 * The text of a receipt (SMPP 3.4 Appendix B), by its fields. Their order, the case of their keys
 * and what else stands in the text do not matter; the first field of a key counts.
 */
final class ReceiptFields {

  private final String text;

  private ReceiptFields(String text) {
    this.text = text;
  }

  static ReceiptFields of(DeliverPdu pdu) {
    byte[] userData = pdu.userData();
    return new ReceiptFields(ascii(userData, pdu.hasHeader() ? headerEnd(userData) : 0));
  }

  /** A header that goes beyond the octets is none. */
  private static int headerEnd(byte[] userData) {
    int end = userData.length == 0 ? 0 : 1 + (userData[0] & 0xFF);
    return end <= userData.length ? end : 0;
  }

  /**
   * Without octets of zero. Keys and values are ASCII, also where the text comes in UCS-2; and some
   * SMSCs say UCS-2, because the message was in it, where the receipt is not.
   */
  private static String ascii(byte[] octets, int from) {
    byte[] kept = new byte[octets.length - from];
    int length = 0;
    for (int at = from; at < octets.length; at++) {
      if (octets[at] != 0) {
        kept[length++] = octets[at];
      }
    }
    return new String(kept, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** The value of a field of one word, without quotes; empty if there is none. */
  String first(String key) {
    for (int at = 0; at + key.length() < text.length(); at++) {
      if (text.regionMatches(true, at, key, 0, key.length()) && isStart(at)) {
        int colon = afterBlanks(at + key.length());
        if (colon < text.length() && text.charAt(colon) == ':') {
          return value(colon + 1);
        }
      }
    }
    return "";
  }

  /** The end of a longer word, as of {@code msgid}, is no key. */
  private boolean isStart(int at) {
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    return !Character.isLetterOrDigit(before) && before != '_' && before != '-';
  }

  /** A word with a colon, behind a blank, is the next key: this field is empty. */
  private String value(int from) {
    int start = from;
    while (start < text.length() && isAround(text.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < text.length() && !isBetweenFields(text.charAt(end))) {
      end++;
    }
    String value = text.substring(start, end);
    return start > from && value.indexOf(':') >= 0 ? "" : value;
  }

  private int afterBlanks(int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** A message id without what SMSCs put around it: blanks, NULs and quotes. */
  static String bare(String word) {
    int from = 0;
    int to = word.length();
    while (from < to && isAround(word.charAt(from))) {
      from++;
    }
    while (to > from && isAround(word.charAt(to - 1))) {
      to--;
    }
    return word.substring(from, to);
  }

  private static boolean isAround(char character) {
    return isBlank(character) || isQuote(character);
  }

  private static boolean isBetweenFields(char character) {
    return isAround(character) || character == ',' || character == ';';
  }

  private static boolean isBlank(char character) {
    return character <= ' ';
  }

  private static boolean isQuote(char character) {
    return character == '"' || character == '\'';
  }
}
