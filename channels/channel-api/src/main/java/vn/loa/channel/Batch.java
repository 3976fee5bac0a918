package vn.loa.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deliveries of one message, handed to a channel together. Immutable. */
public final class Batch {

  private final Message message;
  private final long firstToken;
  private final Recipients recipients;

  /** Which of the recipients; null when all of them. */
  private final short @Nullable [] picks;

  /**
   * @param firstToken token of the first recipient; the others count up from it
   * @param recipients one delivery each; at least one
   */
  public Batch(Message message, long firstToken, List<? extends Address> recipients) {
    this(message, firstToken, Recipients.of(recipients), null);
  }

  private Batch(Message message, long firstToken, Recipients recipients, short @Nullable [] picks) {
    this.message = message;
    this.firstToken = firstToken;
    this.recipients = recipients;
    this.picks = picks;
    if (size() == 0) {
      throw new IllegalArgumentException("a batch needs a recipient");
    }
  }

  /**
   * Some of many recipients, without copying their addresses.
   *
   * @param firstToken token of {@code recipients.get(0)}; a delivery's token is this and its index
   * @param picks indexes into the recipients; taken over, and not to be changed any more
   */
  public static Batch picking(
      Message message, long firstToken, Recipients recipients, short[] picks) {
    return new Batch(message, firstToken, recipients, picks);
  }

  public Message message() {
    return message;
  }

  public int size() {
    return picks == null ? recipients.size() : picks.length;
  }

  /** Names the delivery at {@code index} in its answer; the dispatcher's own, opaque here. */
  public long token(int index) {
    return firstToken + pick(index);
  }

  public Address recipient(int index) {
    return recipients.get(pick(index));
  }

  /** Whether {@link #e164(int)} may be asked: everybody here is a subscriber. */
  public boolean arePhones() {
    return recipients.arePhones();
  }

  /** The number of the subscriber at {@code index}, without an object for it. */
  public long e164(int index) {
    return recipients.e164(pick(index));
  }

  private int pick(int index) {
    return picks == null ? index : picks[index];
  }
}
