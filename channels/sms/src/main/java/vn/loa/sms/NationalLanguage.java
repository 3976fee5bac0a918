package vn.loa.sms;

import org.jspecify.annotations.Nullable;

/**
 * Languages whose letters 3GPP TS 23.038 (Release 18, Annex A) puts into 7-bit tables of their own.
 * Vietnamese is none of them: its letters always take {@link SmsText.Encoding#UCS2}.
 *
 * <p>A handset that does not know the tables shows other characters in their place, so they are
 * used only where {@link SmsFormat.Builder#nationalLanguages} names them.
 */
public enum NationalLanguage {
  TURKISH(1, NationalTables.TURKISH_SINGLE, NationalTables.TURKISH_LOCKING),
  /** Has a single shift table only. */
  SPANISH(2, NationalTables.SPANISH_SINGLE, null),
  PORTUGUESE(3, NationalTables.PORTUGUESE_SINGLE, NationalTables.PORTUGUESE_LOCKING),
  BENGALI(4, NationalTables.BENGALI_SINGLE, NationalTables.BENGALI_LOCKING),
  GUJARATI(5, NationalTables.GUJARATI_SINGLE, NationalTables.GUJARATI_LOCKING),
  HINDI(6, NationalTables.HINDI_SINGLE, NationalTables.HINDI_LOCKING),
  KANNADA(7, NationalTables.KANNADA_SINGLE, NationalTables.KANNADA_LOCKING),
  MALAYALAM(8, NationalTables.MALAYALAM_SINGLE, NationalTables.MALAYALAM_LOCKING),
  ORIYA(9, NationalTables.ORIYA_SINGLE, NationalTables.ORIYA_LOCKING),
  PUNJABI(10, NationalTables.PUNJABI_SINGLE, NationalTables.PUNJABI_LOCKING),
  TAMIL(11, NationalTables.TAMIL_SINGLE, NationalTables.TAMIL_LOCKING),
  TELUGU(12, NationalTables.TELUGU_SINGLE, NationalTables.TELUGU_LOCKING),
  URDU(13, NationalTables.URDU_SINGLE, NationalTables.URDU_LOCKING);

  private final int identifier;
  private final String singleShift;
  private final @Nullable String lockingShift;

  NationalLanguage(int identifier, String singleShift, @Nullable String lockingShift) {
    this.identifier = identifier;
    this.singleShift = singleShift;
    this.lockingShift = lockingShift;
  }

  /** The National Language Identifier that a header carries (23.038 §6.2.1.2.4): 1 to 13. */
  public int identifier() {
    return identifier;
  }

  /** The language of an identifier, or null if it names none. */
  static @Nullable NationalLanguage of(int identifier) {
    for (NationalLanguage language : values()) {
      if (language.identifier == identifier) {
        return language;
      }
    }
    return null;
  }

  byte octet() {
    return (byte) identifier;
  }

  String singleShift() {
    return singleShift;
  }

  @Nullable String lockingShift() {
    return lockingShift;
  }
}
