package vn.loa.sms;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How an operator takes texts. {@link #standard()} is what all of them take: 8-bit references in
 * headers, characters kept whole, no national tables. Immutable.
 */
public final class SmsFormat {

  private static final SmsFormat STANDARD = builder().build();

  private final Concatenation concatenation;
  private final Cutting cutting;
  private final Set<NationalLanguage> nationalLanguages;
  private final List<Gsm7> nationalAlphabets;

  private SmsFormat(Builder builder) {
    concatenation = builder.concatenation;
    cutting = builder.cutting;
    nationalLanguages = Collections.unmodifiableSet(EnumSet.copyOf(builder.nationalLanguages));
    nationalAlphabets = alphabets(nationalLanguages);
  }

  public static SmsFormat standard() {
    return STANDARD;
  }

  public static Builder builder() {
    return new Builder();
  }

  public Concatenation concatenation() {
    return concatenation;
  }

  public Cutting cutting() {
    return cutting;
  }

  /** Unmodifiable; empty if no national tables are to be used. */
  public Set<NationalLanguage> nationalLanguages() {
    return nationalLanguages;
  }

  /** Those with the smaller header first. */
  List<Gsm7> nationalAlphabets() {
    return nationalAlphabets;
  }

  private static List<Gsm7> alphabets(Set<NationalLanguage> languages) {
    List<Gsm7> alphabets = new ArrayList<>();
    languages.forEach(language -> alphabets.add(Gsm7.single(language)));
    languages.stream().flatMap(it -> Stream.ofNullable(Gsm7.locking(it))).forEach(alphabets::add);
    languages.stream().flatMap(it -> Stream.ofNullable(Gsm7.both(it))).forEach(alphabets::add);
    return List.copyOf(alphabets);
  }

  /** Not for several threads at once. */
  public static final class Builder {

    private Concatenation concatenation = Concatenation.UDH_8;
    private Cutting cutting = Cutting.GRAPHEMES;
    private final EnumSet<NationalLanguage> nationalLanguages =
        EnumSet.noneOf(NationalLanguage.class);

    private Builder() {}

    /** Default {@link Concatenation#UDH_8}. */
    public Builder concatenation(Concatenation concatenation) {
      this.concatenation = concatenation;
      return this;
    }

    /** Default {@link Cutting#GRAPHEMES}. */
    public Builder cutting(Cutting cutting) {
      this.cutting = cutting;
      return this;
    }

    /**
     * Languages whose 7-bit tables may be used, for a text that then takes fewer segments than in
     * {@link SmsText.Encoding#UCS2}. Replaces what was set before; default none. No text mixes the
     * tables of two languages. A header names the table, so this goes with {@link
     * Concatenation#UDH_8} and {@link Concatenation#UDH_16} only.
     */
    public Builder nationalLanguages(Set<NationalLanguage> languages) {
      nationalLanguages.clear();
      nationalLanguages.addAll(languages);
      return this;
    }

    /**
     * @throws IllegalArgumentException if national tables are to be used and the SMSC is to write
     *     the headers
     */
    public SmsFormat build() {
      if (!nationalLanguages.isEmpty() && !concatenation.inHeader()) {
        throw new IllegalArgumentException(
            "national tables "
                + nationalLanguages
                + " are named in a header, which "
                + concatenation
                + " leaves to the SMSC; take UDH_8 or UDH_16, or no national tables");
      }
      return new SmsFormat(this);
    }
  }
}
