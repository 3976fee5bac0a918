package vn.loa.plan;

import java.util.Collection;
import vn.loa.plan.internal.Nearest;

/**
 * Something was named that does not exist. The message says what, where, and what comes nearest.
 */
public final class UnknownNameException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * @param place where it was looked for: {@code plan 1270/KH-UBND}
   * @param what {@code theme}
   * @param name what was asked for
   * @param existing all that could have been
   */
  public UnknownNameException(String place, String what, String name, Collection<String> existing) {
    super(
        "%s has no %s \"%s\"; expected %s"
            .formatted(place, what, name, Nearest.oneOf(name, existing)));
  }
}
