package vn.loa.channel;

import java.util.List;
import java.util.stream.LongStream;

/** Who a message is for: addresses, each once, in the order given. Immutable. */
public final class Audience {

  private final String name;
  private final Recipients recipients;

  /**
   * @param name for logs and reports: {@code citizens.csv}
   * @param recipients no address twice
   * @throws IllegalArgumentException if an address stands there twice
   */
  public Audience(String name, List<? extends Address> recipients) {
    this.name = name;
    this.recipients = Recipients.of(recipients);
    long twice = this.recipients.twice();
    if (twice > 0) {
      throw new IllegalArgumentException(
          "audience \"%s\" names %d recipients twice; each gets a message once"
              .formatted(name, twice));
    }
  }

  public static Audience of(Address... recipients) {
    return new Audience(recipients.length + " recipients", List.of(recipients));
  }

  /**
   * Subscribers, 8 octets each: for millions of them.
   *
   * @param e164 as in {@link Address.Phone#e164()}, none twice
   */
  public static Audience phones(String name, LongStream e164) {
    return new Audience(name, Recipients.phones(e164));
  }

  public String name() {
    return name;
  }

  public Recipients recipients() {
    return recipients;
  }

  public int size() {
    return recipients.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Audience audience
        && name.equals(audience.name)
        && recipients.equals(audience.recipients);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name + " (" + size() + " recipients)";
  }
}
