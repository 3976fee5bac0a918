package vn.loa.sms;

import java.util.Locale;

/**
 * Something in a text that its writer cannot see, and that costs money or readers.
 *
 * @param kind what it is
 * @param position where it stands first, in the text as it was given: 1 is the first character; a
 *     character is a Unicode code point, so an emoji beyond the first plane counts once, and a
 *     letter in pieces once for each piece
 * @param codePoint the character it is about
 * @param vi one sentence in Vietnamese, with the mend
 * @param en the same in English
 */
public record TextWarning(Kind kind, int position, int codePoint, String vi, String en) {

  /** What is wrong. */
  public enum Kind {
    /**
     * A single sign, at one place or many, keeps the text from the 7-bit alphabet of GSM 03.38, so
     * that 70 units fit in a message instead of 160.
     */
    ONE_SIGN_FORCES_UCS2,
    /** There are more such signs, but without accents a single one is left, such as an emoji. */
    ONE_SIGN_KEEPS_UCS2,
    /**
     * Letters and their marks are separate characters, as some systems and PDF files have them. SMS
     * text is composed (Unicode normal form C) before it is sent; others may not do so.
     */
    NOT_COMPOSED,
    /**
     * A letter that looks like a Latin one and is another: Cyrillic or Greek within a Latin word,
     * the Icelandic eth for {@code Đ}, full-width and mathematical letters and digits. Searches and
     * screen readers fail on it. A whole word in Greek or Cyrillic is none.
     */
    LOOK_ALIKE,
    /** A character that shows nothing and takes room; emoji need some of them and may have them. */
    INVISIBLE,
    /** Half of a surrogate pair: no character at all; handsets show a box. */
    LONE_SURROGATE
  }

  /** The sentence in Vietnamese for the language {@code vi}, in English for any other. */
  public String text(Locale language) {
    return language.getLanguage().equals("vi") ? vi : en;
  }
}
