package vn.loa.reporting.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.DocumentRef;

/**
 * What stands around the body of an administrative document: who writes, under which number, where
 * and when, to whom, and who signs. By default as the annexes of Decree 30/2020/NĐ-CP arrange it,
 * on A4; every measure may be set otherwise. Immutable.
 */
public final class Letterhead {

  private final @Nullable String superior;
  private final String issuer;
  private final @Nullable DocumentRef number;
  private final String symbol;
  private final @Nullable String place;
  private final @Nullable LocalDate date;
  private final List<String> recipients;
  private final List<String> capacity;
  private final @Nullable String signer;
  private final List<String> state;
  private final PageStyle style;

  private Letterhead(Builder from) {
    this.superior = from.superior;
    this.issuer = from.issuer;
    this.number = from.number;
    this.symbol = from.symbol;
    this.place = from.place;
    this.date = from.date;
    this.recipients = List.copyOf(from.recipients);
    this.capacity = List.copyOf(from.capacity);
    this.signer = from.signer;
    this.state = List.copyOf(from.state);
    this.style = from.style;
  }

  /**
   * @param issuer name of the agency that writes: {@code SỞ THÔNG TIN VÀ TRUYỀN THÔNG}
   */
  public static Builder builder(String issuer) {
    return new Builder(issuer);
  }

  /** The body above the issuer, first line of the document; null where there is none. */
  public @Nullable String superior() {
    return superior;
  }

  public String issuer() {
    return issuer;
  }

  /** Null until it is given one; then its place is left blank before the {@link #symbol()}. */
  public @Nullable DocumentRef number() {
    return number;
  }

  /** {@code BC-STTTT}. */
  public String symbol() {
    return symbol;
  }

  /** Where it is signed; null leaves out the place. */
  public @Nullable String place() {
    return place;
  }

  /** The day it is signed; null leaves room for day and month. */
  public @Nullable LocalDate date() {
    return date;
  }

  /** {@code Nơi nhận}, a line each. */
  public List<String> recipients() {
    return recipients;
  }

  /**
   * In which capacity the signer signs, a line each: {@code KT. GIÁM ĐỐC}, {@code PHÓ GIÁM ĐỐC}.
   */
  public List<String> capacity() {
    return capacity;
  }

  /** Null until it is known. */
  public @Nullable String signer() {
    return signer;
  }

  /** The two lines of the state's name and motto; empty where the document bears none. */
  public List<String> state() {
    return state;
  }

  public PageStyle style() {
    return style;
  }

  /** Starts one that says the same. */
  public Builder toBuilder() {
    Builder builder = new Builder(issuer);
    builder.superior = superior;
    builder.number = number;
    builder.symbol = symbol;
    builder.place = place;
    builder.date = date;
    builder.recipients = recipients;
    builder.capacity = capacity;
    builder.signer = signer;
    builder.state = state;
    builder.style = style;
    return builder;
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final String issuer;
    private @Nullable String superior;
    private @Nullable DocumentRef number;
    private String symbol = "BC";
    private @Nullable String place;
    private @Nullable LocalDate date;
    private List<String> recipients = List.of();
    private List<String> capacity = List.of();
    private @Nullable String signer;
    private List<String> state =
        List.of("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc");
    private PageStyle style = PageStyle.DECREE_30;

    private Builder(String issuer) {
      if (issuer.isBlank()) {
        throw new IllegalArgumentException("a letterhead needs the name of who writes");
      }
      this.issuer = issuer;
    }

    /** Default none. */
    public Builder superior(@Nullable String superior) {
      this.superior = superior;
      return this;
    }

    /** Number and symbol; replaces {@link #symbol(String)}. */
    public Builder number(DocumentRef number) {
      this.number = number;
      this.symbol = number.symbol();
      return this;
    }

    /** The symbol of a document that has no number yet. Default {@code BC}, a report. */
    public Builder symbol(String symbol) {
      this.number = null;
      this.symbol = symbol;
      return this;
    }

    /** Default none. */
    public Builder place(@Nullable String place) {
      this.place = place;
      return this;
    }

    /** Default none yet. */
    public Builder date(@Nullable LocalDate date) {
      this.date = date;
      return this;
    }

    /** Default none. */
    public Builder recipients(List<String> recipients) {
      this.recipients = recipients;
      return this;
    }

    /** Default none. */
    public Builder capacity(String... lines) {
      this.capacity = List.of(lines);
      return this;
    }

    /** Default none yet. */
    public Builder signer(@Nullable String signer) {
      this.signer = signer;
      return this;
    }

    /** Default the state's name and motto in Vietnamese; empty for none. */
    public Builder state(List<String> lines) {
      this.state = lines;
      return this;
    }

    /** Default {@link PageStyle#DECREE_30}. */
    public Builder style(PageStyle style) {
      this.style = Objects.requireNonNull(style, "style");
      return this;
    }

    public Letterhead build() {
      return new Letterhead(this);
    }
  }
}
