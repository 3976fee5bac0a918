package vn.loa.channel;

import java.util.List;

/** Deliveries of one message, handed to a channel together. Immutable. */
public final class Batch {

  private final Message message;
  private final long firstToken;
  private final List<Address> recipients;

  /**
   * @param firstToken token of the first recipient; the others count up from it
   * @param recipients one delivery each; at least one
   */
  public Batch(Message message, long firstToken, List<? extends Address> recipients) {
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a batch needs a recipient");
    }
    this.message = message;
    this.firstToken = firstToken;
    this.recipients = List.copyOf(recipients);
  }

  public Message message() {
    return message;
  }

  public int size() {
    return recipients.size();
  }

  /** Names the delivery at {@code index} in its answer; the dispatcher's own, opaque here. */
  public long token(int index) {
    return firstToken + index;
  }

  public Address recipient(int index) {
    return recipients.get(index);
  }
}
