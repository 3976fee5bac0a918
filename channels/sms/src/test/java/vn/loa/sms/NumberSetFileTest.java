package vn.loa.sms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberSetFileTest {

  private static final long FIRST = 84_903_000_000L;

  @TempDir Path folder;

  @Property(tries = 200)
  void what_was_written_is_read(
      @ForAll List<@LongRange(min = 1, max = 999_999_999_999_999L) Long> numbers)
      throws IOException {
    NumberSet set = new NumberSet();
    numbers.forEach(set::add);
    assertThat(NumberSet.read(new ByteArrayInputStream(octets(set)))).isEqualTo(set);
  }

  @Test
  void pages_of_every_form_are_read() throws IOException {
    Random random = new Random(4);
    for (int count : new int[] {0, 1, 768, 4_095, 4_096, 4_097, 30_000, 65_536}) {
      NumberSet set = new NumberSet();
      while (set.size() < count) {
        set.add((1L << 32) + random.nextInt(65_536));
      }
      set.add(1);
      set.add(NumberSet.LONGEST);
      Path file = folder.resolve("set");
      set.write(file);
      assertThat(NumberSet.read(file)).isEqualTo(set);
      assertThat(Files.size(file)).isEqualTo(28 + 2 * 14 + page(count));
    }
  }

  private static int page(int count) {
    return count == 0 ? 0 : 12 + (count <= 4_096 ? 2 * count : 8_192);
  }

  @Test
  void the_layout_is_the_one_that_is_documented() throws IOException {
    byte[] octets = octets(of(FIRST, FIRST + 2, 0x2_0003));
    ByteBuffer expected = ByteBuffer.allocate(28 + 14 + 16);
    expected.put("LOANUMS\n".getBytes(US_ASCII)).putInt(1).putInt(2).putLong(3);
    expected.putLong(2).putInt(1).putChar((char) 3);
    expected.putLong(FIRST >>> 16).putInt(2);
    expected.putChar((char) FIRST).putChar((char) (FIRST + 2));
    assertThat(octets).isEqualTo(summed(Arrays.copyOf(expected.array(), octets.length - 4)));
  }

  @Test
  void the_same_numbers_give_the_same_octets() throws IOException {
    NumberSet grown = of(LongStream.range(FIRST, FIRST + 5_000).toArray());
    for (long number = FIRST + 3; number < FIRST + 5_000; number++) {
      grown.remove(number);
    }
    assertThat(octets(grown)).isEqualTo(octets(of(FIRST, FIRST + 1, FIRST + 2)));
  }

  @Test
  void a_change_of_any_bit_is_found() throws IOException {
    byte[] octets = octets(of(FIRST, FIRST + 1, FIRST + 70_000, 16502530000L));
    for (int bit = 0; bit < octets.length * 8; bit++) {
      byte[] hurt = octets.clone();
      hurt[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatExceptionOfType(NumberFileException.class)
          .as("bit " + bit)
          .isThrownBy(() -> NumberSet.read(new ByteArrayInputStream(hurt)));
    }
  }

  @Test
  void a_file_that_is_cut_off_anywhere_or_too_long_is_found() throws IOException {
    byte[] octets = octets(of(FIRST, FIRST + 1, FIRST + 70_000));
    for (int length = 0; length < octets.length; length++) {
      refused(Arrays.copyOf(octets, length), "the stream is cut off; take an unhurt copy");
    }
    refused(Arrays.copyOf(octets, octets.length + 1), "more octets follow");
  }

  @Test
  void a_bitmap_that_is_hurt_is_found() throws IOException {
    byte[] octets = octets(of(LongStream.range(1L << 32, (1L << 32) + 5_000).toArray()));
    byte[] hurt = octets.clone();
    hurt[24 + 12 + 8_191] = 1;
    refused(resummed(hurt), "a page does not hold as many numbers as it says");
  }

  @Test
  void what_lies_is_found_even_with_a_right_checksum() throws IOException {
    byte[] octets = octets(of(FIRST, FIRST + 1, FIRST + 70_000));
    refused(changed(octets, b -> b.putInt(12, -1)), "fewer pages than none");
    refused(changed(octets, b -> b.putInt(12, 3)), "is cut off");
    refused(changed(octets, b -> b.putInt(12, Integer.MAX_VALUE)), "is cut off");
    refused(changed(octets, b -> b.putInt(12, 1)), "as many numbers as it says");
    refused(changed(octets, b -> b.putLong(16, Long.MAX_VALUE)), "as many numbers as it says");
    refused(changed(octets, b -> b.putLong(24, -1)), "its pages are not in order");
    refused(changed(octets, b -> b.putLong(24, 1L << 40)), "a page is out of range");
    refused(changed(octets, b -> b.putLong(24 + 16, FIRST >>> 16)), "its pages are not in order");
    refused(changed(octets, b -> b.putInt(32, 0)), "a page is empty or overfull");
    refused(changed(octets, b -> b.putInt(32, -1)), "a page is empty or overfull");
    refused(changed(octets, b -> b.putInt(32, 65_537)), "a page is empty or overfull");
    refused(changed(octets, b -> b.putInt(32, 65_536)), "is cut off");
    refused(changed(octets, b -> b.putChar(38, (char) FIRST)), "its numbers are not in order");
  }

  @Test
  void numbers_beyond_e164_are_found() throws IOException {
    byte[] last = octets(of(NumberSet.LONGEST));
    refused(changed(last, b -> b.putChar(36, (char) (NumberSet.LONGEST + 1))), "not in order");
    byte[] first = octets(of(1));
    refused(changed(first, b -> b.putChar(36, (char) 0)), "not in order");
  }

  @Test
  void other_files_and_newer_ones_are_told_from_damaged_ones() throws IOException {
    refused("so_dien_thoai,ten\n".getBytes(US_ASCII), "no set of numbers; name a file");
    byte[] octets = octets(of(FIRST));
    refused(changed(octets, b -> b.putInt(8, 2)), "is of version 2, and this reads 1; read it");
  }

  @Test
  void a_file_that_cannot_be_read_is_named_with_the_mend() {
    assertThatThrownBy(() -> NumberSet.read(folder.resolve("none")))
        .isInstanceOf(NumberFileException.class)
        .hasMessageContainingAll(
            folder.resolve("none").toString(), "NoSuchFileException", "see that it is there");
    assertThatThrownBy(() -> NumberSet.read(folder)).isInstanceOf(NumberFileException.class);
  }

  @Test
  void a_stream_that_breaks_is_told() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("line cut");
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            throw new IOException("line cut");
          }
        };
    assertThatThrownBy(() -> NumberSet.read(broken))
        .isInstanceOf(NumberFileException.class)
        .hasMessageContainingAll("the stream", "line cut");
  }

  @Test
  void a_file_is_replaced_and_nothing_stays_beside_it() throws IOException {
    Path file = folder.resolve("opt-out.set");
    of(FIRST).write(file);
    of(FIRST, FIRST + 1).write(file);
    assertThat(NumberSet.read(file).size()).isEqualTo(2);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void what_cannot_be_written_leaves_the_old_file_and_nothing_beside_it() throws IOException {
    Path occupied = folder.resolve("taken");
    Files.createDirectories(occupied.resolve("inside"));
    assertThatThrownBy(() -> of(FIRST).write(occupied))
        .isInstanceOf(NumberFileException.class)
        .hasMessageContainingAll(occupied.toString(), "give the folder room");
    assertThatThrownBy(() -> of(FIRST).write(folder.resolve("none").resolve("set")))
        .isInstanceOf(NumberFileException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(occupied);
    }
  }

  private interface Change {
    void apply(ByteBuffer octets);
  }

  private static void refused(byte[] octets, String reason) {
    assertThatThrownBy(() -> NumberSet.read(new ByteArrayInputStream(octets)))
        .isInstanceOf(NumberFileException.class)
        .hasMessageContaining(reason);
  }

  private static byte[] changed(byte[] octets, Change change) {
    byte[] changed = octets.clone();
    change.apply(ByteBuffer.wrap(changed));
    return resummed(changed);
  }

  private static byte[] resummed(byte[] octets) {
    return summed(Arrays.copyOf(octets, octets.length - 4));
  }

  private static byte[] summed(byte[] octets) {
    CRC32C sum = new CRC32C();
    sum.update(octets);
    return ByteBuffer.allocate(octets.length + 4).put(octets).putInt((int) sum.getValue()).array();
  }

  private static byte[] octets(NumberSet numbers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    numbers.write(out);
    return out.toByteArray();
  }

  private static NumberSet of(long... numbers) {
    NumberSet set = new NumberSet();
    Arrays.stream(numbers).forEach(set::add);
    return set;
  }
}
