package vn.loa.sms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Purpose;

/**
 * What a text would take and cost, with its accents and without, before it is sent: encoding,
 * parts, the units left, for every operator what it bills, what leaving out the accents saves, and
 * what is wrong with the text. It shows the unaccented text too, for a person to approve, because a
 * word can mean something else without its accents. Immutable.
 */
public final class SmsPreview {

  private final Purpose purpose;
  private final @Nullable Tariff tariff;
  private final List<Row> rows;
  private final Form accented;
  private final Form unaccented;
  private final Saving saving;
  private final TextWarnings warnings;

  /**
   * The text in one of two forms.
   *
   * @param sms as it would be sent
   * @param total over all operators
   */
  public record Form(SmsText sms, Total total) {}

  /** For one recipient of this operator, what each form costs. */
  public record Row(Operator operator, long recipients, Quote accented, Quote unaccented) {}

  /**
   * @param reached recipients whose operator carries the form
   * @param notReached recipients whose operator does not
   * @param messages that are billed for those reached; without tariff, that SMS needs
   * @param price for those reached, in the tariff's currency; empty without tariff
   */
  public record Total(long reached, long notReached, long messages, Optional<BigDecimal> price) {}

  /**
   * What the unaccented form saves, where the operator carries both forms. Negative if it costs
   * more: when ellipses become three full stops each, or when the tariff says so.
   *
   * @param parts for one recipient, as SMS needs
   * @param messages that are billed, for all
   * @param price for all, in the tariff's currency; empty without tariff
   * @param percent of the price, or without tariff of the messages; one decimal
   */
  public record Saving(int parts, long messages, Optional<BigDecimal> price, BigDecimal percent) {}

  private SmsPreview(Builder builder) {
    SmsText withAccents = SmsText.of(builder.text, builder.format);
    SmsText without = SmsText.of(Unaccented.of(withAccents.text()), builder.format);
    purpose = builder.purpose;
    tariff = builder.tariff;
    rows =
        builder.recipients.entrySet().stream()
            .filter(of -> of.getValue() > 0)
            .map(of -> row(of.getKey(), of.getValue(), withAccents, without))
            .toList();
    accented = form(withAccents, Row::accented);
    unaccented = form(without, Row::unaccented);
    saving = saved();
    warnings = TextReview.of(builder.text, builder.format);
  }

  /**
   * A preview of this text, as its writer gave it.
   *
   * @param text with accents, in any normal form
   */
  public static Builder builder(String text, Purpose purpose) {
    return new Builder(text, purpose);
  }

  public Purpose purpose() {
    return purpose;
  }

  /** In Unicode normal form C; nothing else is changed. */
  public Form accented() {
    return accented;
  }

  /** As by {@link Unaccented}. */
  public Form unaccented() {
    return unaccented;
  }

  /** One for each operator with recipients, in the order of {@link Operator}. */
  public List<Row> rows() {
    return rows;
  }

  public Saving saving() {
    return saving;
  }

  public TextWarnings warnings() {
    return warnings;
  }

  /** Of the tariff; empty without one. */
  public Optional<Currency> currency() {
    return Optional.ofNullable(tariff).map(Tariff::currency);
  }

  /**
   * All of it on a page for a terminal, in Vietnamese for the language {@code vi} and in English
   * for any other. Numbers are grouped as the language does, whatever the machine is set to.
   */
  public String text(Locale language) {
    return new PreviewPage(this, language).text();
  }

  /** As {@link #text(Locale)} in English. */
  @Override
  public String toString() {
    return text(Locale.ENGLISH);
  }

  private Row row(Operator operator, long recipients, SmsText withAccents, SmsText without) {
    return new Row(operator, recipients, quote(operator, withAccents), quote(operator, without));
  }

  private Quote quote(Operator operator, SmsText sms) {
    return tariff == null
        ? new Quote.Unpriced(sms.segments())
        : tariff.quote(operator, purpose, sms.encoding(), sms.units());
  }

  private Form form(SmsText sms, Function<Row, Quote> quote) {
    return new Form(sms, total(quote, row -> true));
  }

  private Total total(Function<Row, Quote> quote, Predicate<Row> counted) {
    Sum sum = new Sum();
    rows.stream().filter(counted).forEach(row -> sum.add(row.recipients, quote.apply(row)));
    return new Total(
        sum.reached,
        sum.notReached,
        sum.messages,
        tariff == null ? Optional.empty() : Optional.of(sum.price));
  }

  private Saving saved() {
    Total before = total(Row::accented, SmsPreview::isCarriedInBoth);
    Total after = total(Row::unaccented, SmsPreview::isCarriedInBoth);
    long messages = before.messages - after.messages;
    Optional<BigDecimal> price =
        before.price.flatMap(dear -> after.price.map(cheap -> dear.subtract(cheap)));
    return new Saving(
        accented.sms.segments() - unaccented.sms.segments(),
        messages,
        price,
        percent(
            price.orElse(BigDecimal.valueOf(messages)),
            before.price.orElse(BigDecimal.valueOf(before.messages))));
  }

  private static boolean isCarriedInBoth(Row row) {
    return !(row.accented instanceof Quote.Refused || row.unaccented instanceof Quote.Refused);
  }

  private static BigDecimal percent(BigDecimal saved, BigDecimal before) {
    return before.signum() == 0
        ? BigDecimal.ZERO.setScale(1)
        : saved.movePointRight(2).divide(before, 1, RoundingMode.HALF_UP);
  }

  /** Adds up operators. */
  private static final class Sum {

    private long reached;
    private long notReached;
    private long messages;
    private BigDecimal price = BigDecimal.ZERO;

    void add(long recipients, Quote quote) {
      if (quote instanceof Quote.Billed billed) {
        price = price.add(billed.price().multiply(BigDecimal.valueOf(recipients)));
        add(recipients, billed.messages());
      } else if (quote instanceof Quote.Unpriced unpriced) {
        add(recipients, unpriced.messages());
      } else {
        notReached += recipients;
      }
    }

    private void add(long recipients, int each) {
      reached += recipients;
      messages += recipients * each;
    }
  }

  /** Not for several threads at once. */
  public static final class Builder {

    /** More than all numbers of E.164 that are in use; sums of it stay within a long. */
    private static final long MOST_RECIPIENTS = 100_000_000_000L;

    private final String text;
    private final Purpose purpose;
    private final Map<Operator, Long> recipients = new EnumMap<>(Operator.class);
    private SmsFormat format = SmsFormat.standard();
    private @Nullable Tariff tariff;

    private Builder(String text, Purpose purpose) {
      this.text = text;
      this.purpose = purpose;
    }

    /**
     * How many recipients an operator has; replaces what was said of it before. Default 0.
     *
     * @throws IllegalArgumentException if the count is not 0 to 100 billion
     */
    public Builder recipients(Operator operator, long count) {
      if (count < 0 || count > MOST_RECIPIENTS) {
        throw new IllegalArgumentException(
            "recipients of " + operator + " are " + count + "; give 0 to " + MOST_RECIPIENTS);
      }
      recipients.put(operator, count);
      return this;
    }

    /**
     * As {@link #recipients(Operator, long)} for each.
     *
     * @throws IllegalArgumentException as there
     */
    public Builder recipients(Map<Operator, Long> counts) {
      counts.forEach(this::recipients);
      return this;
    }

    /** Default none: then messages are counted as SMS needs them, and nothing has a price. */
    public Builder tariff(Tariff tariff) {
      this.tariff = tariff;
      return this;
    }

    /** How the operators take texts. Default {@link SmsFormat#standard()}. */
    public Builder format(SmsFormat format) {
      this.format = format;
      return this;
    }

    /**
     * @throws IllegalArgumentException if the text is empty or shows nothing, or takes more parts
     *     than SMS can join, with its accents or without
     */
    public SmsPreview build() {
      if (Unaccented.of(text).isEmpty()) {
        throw new IllegalArgumentException("the text shows nothing to read; give it words");
      }
      return new SmsPreview(this);
    }
  }
}
