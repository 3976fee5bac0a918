package vn.loa.reporting.document;

import java.util.Locale;
import vn.loa.plan.Text;

/** What a document is written in. */
public enum Language {
  VI("vi"),
  EN("en");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** BCP 47 tag: {@code vi}. */
  public String tag() {
    return tag;
  }

  /** These words in this language; the Vietnamese ones where there is no translation. */
  public String of(Text text) {
    String translation = text.en();
    return this == VI || translation == null ? text.vi() : translation;
  }

  /** One of two. */
  public String of(String vi, String en) {
    return this == VI ? vi : en;
  }

  /**
   * Reads a tag, also one with more to it ({@code vi-VN}).
   *
   * @throws IllegalArgumentException when it is neither Vietnamese nor English
   */
  public static Language ofTag(String tag) {
    return switch (Locale.forLanguageTag(tag).getLanguage()) {
      case "vi" -> VI;
      case "en" -> EN;
      default ->
          throw new IllegalArgumentException(
              "no documents are written in \"" + tag + "\"; say vi or en");
    };
  }
}
