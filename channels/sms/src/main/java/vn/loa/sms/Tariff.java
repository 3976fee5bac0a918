package vn.loa.sms;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Purpose;
import vn.loa.sms.SmsText.Encoding;
import vn.loa.sms.TariffException.Problem;

/**
 * What operators bill for a message: a table, because no formula holds for all. One operator counts
 * by 160 and 153 characters as SMS does, another by 122, 268 and 421 for advertising because its
 * label is part of the message, a third carries no UCS-2 at all. A row of the table is a step: up
 * to so many units, a message costs so much. The first step of an operator, purpose and encoding is
 * billed as one message, the second as two, and so on; beyond the last, the operator does not carry
 * it, nor an encoding or a purpose without a step. Nothing is guessed, and no prices come with the
 * library. Immutable.
 */
public final class Tariff {

  private static final Currency DONG = Currency.getInstance("VND");

  private final Currency currency;
  private final Map<Row, Map<Encoding, NavigableMap<Integer, Quote.Billed>>> rows;

  /** The operator is null for any other. */
  private record Row(@Nullable Operator operator, Purpose purpose) {}

  /** The place is for messages. */
  private record Step(String place, Row row, Encoding encoding, int unitsUpTo, BigDecimal price) {

    Problem problem(String reason, String mend) {
      return new Problem(place, reason, mend);
    }
  }

  private Tariff(Builder builder) {
    this.currency = builder.currency;
    this.rows = new HashMap<>();
    for (Step step : builder.ascending()) {
      NavigableMap<Integer, Quote.Billed> before =
          rows.computeIfAbsent(step.row, row -> new EnumMap<>(Encoding.class))
              .computeIfAbsent(step.encoding, encoding -> new TreeMap<>());
      before.put(step.unitsUpTo, new Quote.Billed(before.size() + 1, step.price));
    }
  }

  /** In dong, unless the builder is told otherwise. */
  public static Builder builder() {
    return new Builder();
  }

  /** As {@link #read(Path, Currency)}, in dong. */
  public static Tariff read(Path file) {
    return read(file, DONG);
  }

  /**
   * Reads a CSV file in UTF-8, separated by comma, semicolon or tab, with the columns {@code
   * operator,purpose,encoding,units_up_to,price} in this order under these names. Operators,
   * purposes and encodings are the names of {@link Operator}, {@link Purpose} and {@link Encoding}
   * in either case, {@code *} is any other operator as in {@link Builder#anyOther}. Prices have
   * digits and at most two decimals after a point, and nothing between thousands.
   *
   * @throws TariffException if the file cannot be read or has a problem; names all of them with
   *     their lines
   */
  public static Tariff read(Path file, Currency currency) {
    return TariffFile.read(file, builder().currency(currency));
  }

  public Currency currency() {
    return currency;
  }

  /**
   * What one recipient's message costs.
   *
   * @param units septets or 16-bit units of the whole text, without headers
   * @return {@link Quote.Billed} or {@link Quote.Refused}
   */
  public Quote quote(Operator operator, Purpose purpose, Encoding encoding, int units) {
    Map<Encoding, NavigableMap<Integer, Quote.Billed>> byEncoding = row(operator, purpose);
    if (byEncoding == null) {
      return Quote.Refused.NO_PURPOSE;
    }
    NavigableMap<Integer, Quote.Billed> byUnits = byEncoding.get(encoding);
    if (byUnits == null) {
      return Quote.Refused.NO_ENCODING;
    }
    Map.Entry<Integer, Quote.Billed> step = byUnits.ceilingEntry(units);
    return step == null ? Quote.Refused.TOO_LONG : step.getValue();
  }

  private @Nullable Map<Encoding, NavigableMap<Integer, Quote.Billed>> row(
      Operator operator, Purpose purpose) {
    Map<Encoding, NavigableMap<Integer, Quote.Billed>> own = rows.get(new Row(operator, purpose));
    return own == null && operator != Operator.FOREIGN ? rows.get(new Row(null, purpose)) : own;
  }

  /** Not for several threads at once. */
  public static final class Builder {

    /** What 255 parts of 153 septets hold, the most that SMS can join. */
    private static final int MOST_UNITS = 255 * Encoding.GSM7.unitsJoined();

    private static final BigDecimal MOST_PRICE = BigDecimal.TEN.pow(9);
    private static final int DECIMALS = 2;

    private final List<Step> steps = new ArrayList<>();
    private Currency currency = DONG;

    private Builder() {}

    /** What prices are in. Default VND. */
    public Builder currency(Currency currency) {
      this.currency = currency;
      return this;
    }

    /**
     * Bills a message of up to so many units.
     *
     * @param unitsUpTo septets or 16-bit units, 1 to 39015; in any order
     * @param price of the whole message for one recipient; not less than that of a shorter message
     */
    public Builder step(
        Operator operator, Purpose purpose, Encoding encoding, int unitsUpTo, BigDecimal price) {
      String place = "step " + operator + ' ' + purpose + ' ' + encoding + " up to " + unitsUpTo;
      return step(place, operator, purpose, encoding, unitsUpTo, price);
    }

    /**
     * As {@link #step}, for every operator that has no step of its own for this purpose, also the
     * {@linkplain Operator#UNKNOWN unknown}; but not for {@linkplain Operator#FOREIGN foreign}
     * ones.
     */
    public Builder anyOther(Purpose purpose, Encoding encoding, int unitsUpTo, BigDecimal price) {
      String place = "step of any other " + purpose + ' ' + encoding + " up to " + unitsUpTo;
      return step(place, null, purpose, encoding, unitsUpTo, price);
    }

    Builder step(
        String place,
        @Nullable Operator operator,
        Purpose purpose,
        Encoding encoding,
        int unitsUpTo,
        BigDecimal price) {
      steps.add(new Step(place, new Row(operator, purpose), encoding, unitsUpTo, price));
      return this;
    }

    /**
     * @throws TariffException if there is no step, two are for the same units, a number is out of
     *     range, or a longer message is cheaper; names all problems
     */
    public Tariff build() {
      List<Problem> problems = problems("tariff");
      if (!problems.isEmpty()) {
        throw new TariffException(problems);
      }
      return new Tariff(this);
    }

    boolean hasSteps() {
      return !steps.isEmpty();
    }

    List<Problem> problems(String place) {
      List<Problem> problems = new ArrayList<>();
      if (!hasSteps()) {
        problems.add(new Problem(place, "it has no steps", "give one for each price"));
      }
      Map<Object, NavigableMap<Integer, Step>> seen = new HashMap<>();
      for (Step step : steps) {
        check(step, problems);
        Step same =
            seen.computeIfAbsent(List.of(step.row, step.encoding), any -> new TreeMap<>())
                .putIfAbsent(step.unitsUpTo, step);
        if (same != null) {
          problems.add(step.problem("has the same units as " + same.place, "leave one of them"));
        }
      }
      steps.forEach(step -> compare(step, lower(seen, step), problems));
      return problems;
    }

    private static void check(Step step, List<Problem> problems) {
      if (step.unitsUpTo < 1 || step.unitsUpTo > MOST_UNITS) {
        problems.add(
            step.problem(
                step.unitsUpTo + " units cannot be one message", "give 1 to " + MOST_UNITS));
      }
      BigDecimal price = step.price.stripTrailingZeros();
      if (price.signum() < 0 || price.compareTo(MOST_PRICE) > 0 || price.scale() > DECIMALS) {
        problems.add(
            step.problem(
                "the price is not 0 to 1000000000 with two decimals at most",
                "give the price of one message to one recipient"));
      }
    }

    private static @Nullable Step lower(Map<Object, NavigableMap<Integer, Step>> seen, Step step) {
      Map.Entry<Integer, Step> lower =
          seen.getOrDefault(List.of(step.row, step.encoding), Collections.emptyNavigableMap())
              .lowerEntry(step.unitsUpTo);
      return lower == null ? null : lower.getValue();
    }

    private static void compare(Step step, @Nullable Step lower, List<Problem> problems) {
      if (lower != null && step.price.compareTo(lower.price) < 0) {
        problems.add(
            step.problem("is cheaper than the shorter " + lower.place, "check both prices"));
      }
    }

    private List<Step> ascending() {
      return steps.stream().sorted(Comparator.comparingInt(Step::unitsUpTo)).toList();
    }
  }
}
