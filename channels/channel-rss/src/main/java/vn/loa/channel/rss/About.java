package vn.loa.channel.rss;

import java.util.function.Predicate;
import vn.loa.channel.Message;

/** Which messages a feed shows, beside those that are sent to it. */
public final class About {

  /**
   * Those about a theme, or a part of it.
   *
   * @param clause {@code II.1} is also of {@code II.1.2}, not of {@code II.10}
   */
  public static Predicate<Message> theme(String clause) {
    return message ->
        message
            .about()
            .filter(about -> about.equals(clause) || about.startsWith(clause + "."))
            .isPresent();
  }

  /** Those that an agency speaks. */
  public static Predicate<Message> agency(String name) {
    return message -> message.issuer().filter(name::equals).isPresent();
  }

  /** Those that concern an area; not those that concern all areas. */
  public static Predicate<Message> area(String code) {
    return message -> message.areas().contains(code);
  }

  /** All. */
  public static Predicate<Message> anything() {
    return message -> true;
  }

  private About() {}
}
