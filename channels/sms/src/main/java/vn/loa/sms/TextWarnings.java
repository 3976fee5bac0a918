package vn.loa.sms;

import java.util.List;

/**
 * What {@link TextWarning} there is about a text.
 *
 * @param first those about the whole text, then those about single characters in their order; at
 *     most {@value #MOST}
 * @param count of all, also of those that are not in the list
 */
public record TextWarnings(List<TextWarning> first, int count) {

  /** More are counted, and not kept. */
  public static final int MOST = 100;

  public TextWarnings {
    first = List.copyOf(first);
  }

  /**
   * @param text as its writer gave it, not normalised
   * @throws IllegalArgumentException if the text is empty or too long, as by {@link SmsText#of}
   */
  public static TextWarnings of(String text) {
    return TextReview.of(text, SmsFormat.standard());
  }
}
