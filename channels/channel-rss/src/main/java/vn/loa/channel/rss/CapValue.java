package vn.loa.channel.rss;

import java.text.Normalizer;

/** A value and the list it is from: an event code, a geocode or a parameter of CAP 1.2. */
record CapValue(String name, String value) {

  CapValue {
    name = text("name of a value", name);
    value = text("value", value);
  }

  /**
   * In Unicode normal form C.
   *
   * @throws IllegalArgumentException if there is nothing in it: no element of an alert is empty
   */
  static String text(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the " + what + " of an alert is blank");
    }
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
