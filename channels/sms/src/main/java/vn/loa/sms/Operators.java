package vn.loa.sms;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Tells operators by number. Immutable; as safe for threads as what it was given to ask. */
public final class Operators {

  private static final Operators BY_PREFIX = new Operators(e164 -> null);

  private final LongFunction<@Nullable Operator> ported;

  private Operators(LongFunction<@Nullable Operator> ported) {
    this.ported = ported;
  }

  /** By prefix alone: wrong for about one number in forty, those that were ported. */
  public static Operators byPrefix() {
    return BY_PREFIX;
  }

  /**
   * These, but for what {@code ported} knows better: {@link PortedNumbers}, or a look-up of your
   * own. It is asked first, for Vietnamese mobiles only, and answers null where it knows nothing;
   * what it throws is not caught.
   */
  public Operators withPorted(LongFunction<@Nullable Operator> ported) {
    return new Operators(
        e164 -> {
          Operator operator = ported.apply(e164);
          return operator == null ? this.ported.apply(e164) : operator;
        });
  }

  /**
   * Never null: {@link Operator#FOREIGN} beyond country code 84, {@link Operator#UNKNOWN} where
   * neither a ported number nor a prefix tells.
   *
   * @param e164 with country code, without plus
   * @throws IllegalArgumentException if it has not 1 to 15 digits, as what {@link
   *     PhoneNumber#parse(CharSequence)} gave may have not
   */
  public Operator of(long e164) {
    NumberSet.check(e164);
    if (!NumberingPlan.isVietnamese(e164)) {
      return Operator.FOREIGN;
    }
    Operator byPrefix = NumberingPlan.operator(e164);
    return byPrefix == null ? Operator.UNKNOWN : portedElse(e164, byPrefix);
  }

  private Operator portedElse(long e164, Operator byPrefix) {
    Operator operator = ported.apply(e164);
    return operator == null ? byPrefix : operator;
  }
}
