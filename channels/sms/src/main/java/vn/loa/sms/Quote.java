package vn.loa.sms;

import java.math.BigDecimal;
import java.util.Locale;

/** What one recipient's message costs at one operator, or why that cannot be said. */
public sealed interface Quote {

  /**
   * The tariff says so.
   *
   * @param messages as many as the operator bills, not always as many as SMS needs
   * @param price of all of them, in the tariff's currency
   */
  record Billed(int messages, BigDecimal price) implements Quote {}

  /**
   * There is no tariff.
   *
   * @param messages as many as SMS needs
   */
  record Unpriced(int messages) implements Quote {}

  /** By the tariff, the operator does not carry it. */
  enum Refused implements Quote {
    NO_PURPOSE("bảng giá không có dòng cho mục đích này", "the tariff has no row for this purpose"),
    NO_ENCODING("không nhận kiểu mã hóa này", "does not carry this encoding"),
    TOO_LONG("dài quá bậc giá cuối cùng", "longer than the last step of the tariff");

    private final String vi;
    private final String en;

    Refused(String vi, String en) {
      this.vi = vi;
      this.en = en;
    }

    /** The reason, in Vietnamese for the language {@code vi}, in English for any other. */
    public String text(Locale language) {
      return language.getLanguage().equals("vi") ? vi : en;
    }
  }
}
