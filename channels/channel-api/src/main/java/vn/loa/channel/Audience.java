package vn.loa.channel;

import java.util.List;

/**
 * Who a message is for: addresses, each once, in the order given. Immutable.
 *
 * @param name for logs and reports: {@code citizens.csv}
 * @param recipients no address twice
 */
public record Audience(String name, List<Address> recipients) {

  public Audience {
    recipients = List.copyOf(recipients);
    long distinct = recipients.stream().distinct().count();
    if (distinct != recipients.size()) {
      throw new IllegalArgumentException(
          "audience \"%s\" names %d recipients twice; each gets a message once"
              .formatted(name, recipients.size() - distinct));
    }
  }

  public static Audience of(Address... recipients) {
    return new Audience(recipients.length + " recipients", List.of(recipients));
  }

  public int size() {
    return recipients.size();
  }
}
