package vn.loa.channel;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.LongStream;

/**
 * Addresses in order, packed: a phone number takes 8 octets, and becomes an {@link Address.Phone}
 * only where somebody asks for one. Immutable.
 */
public final class Recipients extends AbstractList<Address> implements RandomAccess {

  private static final long[] NO_NUMBERS = {};

  /** Either of them holds everybody, and the other is empty. */
  private final long[] numbers;

  private final List<Address> others;

  private Recipients(long[] numbers, List<Address> others) {
    this.numbers = numbers;
    this.others = others;
  }

  /**
   * Subscribers only.
   *
   * @param e164 as in {@link Address.Phone#e164()}
   * @throws IllegalArgumentException if one of them is no E.164 number
   */
  public static Recipients phones(LongStream e164) {
    long[] numbers = e164.toArray();
    for (long number : numbers) {
      Address.Phone.check(number);
    }
    return new Recipients(numbers, List.of());
  }

  /** Addresses of any kind; packed when all of them are phones. */
  public static Recipients of(List<? extends Address> addresses) {
    if (addresses instanceof Recipients packed) {
      return packed;
    }
    if (!addresses.stream().allMatch(Address.Phone.class::isInstance)) {
      return new Recipients(NO_NUMBERS, List.copyOf(addresses));
    }
    long[] numbers = addresses.stream().mapToLong(it -> ((Address.Phone) it).e164()).toArray();
    return new Recipients(numbers, List.of());
  }

  /** Whether {@link #e164(int)} may be asked: everybody here is a subscriber. */
  public boolean arePhones() {
    return others.isEmpty();
  }

  /**
   * The number of the subscriber at {@code index}, without an object for it.
   *
   * @throws IndexOutOfBoundsException unless {@link #arePhones()}
   */
  public long e164(int index) {
    return numbers[index];
  }

  @Override
  public Address get(int index) {
    return others.isEmpty() ? new Address.Phone(numbers[index]) : others.get(index);
  }

  @Override
  public int size() {
    return others.isEmpty() ? numbers.length : others.size();
  }

  /** Those from one index up to, not including, another: a copy. */
  public Recipients slice(int from, int to) {
    return others.isEmpty()
        ? new Recipients(Arrays.copyOfRange(numbers, from, to), List.of())
        : new Recipients(NO_NUMBERS, List.copyOf(others.subList(from, to)));
  }

  /** How many addresses repeat an earlier one. */
  long twice() {
    if (!others.isEmpty()) {
      return others.size() - others.stream().distinct().count();
    }
    long[] sorted = numbers.clone();
    Arrays.sort(sorted);
    long repeats = 0;
    for (int i = 1; i < sorted.length; i++) {
      repeats += sorted[i] == sorted[i - 1] ? 1 : 0;
    }
    return repeats;
  }

  @Override
  public boolean equals(Object other) {
    return (other instanceof Recipients packed && arePhones() && packed.arePhones())
        ? Arrays.equals(numbers, packed.numbers)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
