package vn.loa.dispatch.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;

/**
 * Receipts of one channel, in the order they came; filled, taken, cleared and filled again. Not
 * safe for use by several threads.
 */
public final class ReceiptBatch {

  private final List<Receipt> receipts = new ArrayList<>();
  private final List<@Nullable Address> senders = new ArrayList<>();
  private long[] numbers = new long[16];
  private final List<@Nullable String> texts = new ArrayList<>();

  public ReceiptBatch clear() {
    receipts.clear();
    senders.clear();
    texts.clear();
    return this;
  }

  /**
   * @param number the reference as it is recorded in {@link Changes#sent(int, long)}, whatever way
   *     the receipt writes it; not negative
   * @param from whom it is about, or null
   */
  public void add(long number, Receipt receipt, @Nullable Address from) {
    if (number < 0) {
      throw new IllegalArgumentException("a reference is not negative, but was " + number);
    }
    add(number, null, receipt, from);
  }

  /**
   * @param text the reference as it is recorded in {@link Changes#sent(int, String)}
   */
  public void add(String text, Receipt receipt, @Nullable Address from) {
    add(Changes.NO_NUMBER, text, receipt, from);
  }

  private void add(long number, @Nullable String text, Receipt receipt, @Nullable Address from) {
    if (receipts.size() == numbers.length) {
      numbers = Arrays.copyOf(numbers, numbers.length * 2);
    }
    numbers[receipts.size()] = number;
    receipts.add(receipt);
    senders.add(from);
    texts.add(text);
  }

  public int size() {
    return receipts.size();
  }

  public Receipt receipt(int position) {
    return receipts.get(position);
  }

  /** {@link Changes#NO_NUMBER} where the reference is text. */
  public long number(int position) {
    return numbers[position];
  }

  /** Null where the reference is a number. */
  public @Nullable String text(int position) {
    return texts.get(position);
  }

  public @Nullable Address from(int position) {
    return senders.get(position);
  }
}
