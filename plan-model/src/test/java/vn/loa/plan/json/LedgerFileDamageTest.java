package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import vn.loa.plan.ledger.Events;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerLog;

/**
 * Whatever is done to a file, it gives entries that were written, from the first without a gap, or
 * none at all. The oracle knows nothing of lines and hashes but where the line feeds are.
 */
class LedgerFileDamageTest {

  @SuppressWarnings("NullAway.Init") // before the first try
  private static Path folder;

  @SuppressWarnings("NullAway.Init") // with the folder
  private static Path file;

  private enum Damage {
    BYTE_CHANGED {
      @Override
      byte[] to(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        bytes[random.nextInt(bytes.length)] ^= (byte) random.nextInt(1, 256);
        return bytes;
      }
    },
    BYTE_ADDED {
      @Override
      byte[] to(byte[] whole, Random random) {
        int at = random.nextInt(whole.length + 1);
        byte[] bytes = Arrays.copyOf(whole, whole.length + 1);
        System.arraycopy(whole, at, bytes, at + 1, whole.length - at);
        bytes[at] = (byte) random.nextInt();
        return bytes;
      }
    },
    BYTES_LOST {
      @Override
      byte[] to(byte[] whole, Random random) {
        int from = random.nextInt(whole.length);
        int to = Math.min(whole.length, from + random.nextInt(1, 100));
        byte[] bytes = Arrays.copyOf(whole, whole.length - to + from);
        System.arraycopy(whole, to, bytes, from, whole.length - to);
        return bytes;
      }
    },
    CUT_SHORT {
      @Override
      byte[] to(byte[] whole, Random random) {
        return Arrays.copyOf(whole, random.nextInt(whole.length));
      }
    },
    LINE_LOST {
      @Override
      byte[] to(byte[] whole, Random random) {
        List<byte[]> lines = lines(whole);
        lines.remove(random.nextInt(lines.size()));
        return joined(lines);
      }
    },
    LINE_DOUBLED {
      @Override
      byte[] to(byte[] whole, Random random) {
        List<byte[]> lines = lines(whole);
        lines.add(random.nextInt(lines.size() + 1), lines.get(random.nextInt(lines.size())));
        return joined(lines);
      }
    },
    LINES_SWAPPED {
      @Override
      byte[] to(byte[] whole, Random random) {
        List<byte[]> lines = lines(whole);
        Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        return joined(lines);
      }
    };

    abstract byte[] to(byte[] whole, Random random);
  }

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("loa-damage");
    file = folder.resolve("ledger.jsonl");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder.resolve("ledger.jsonl.lock"));
    Files.delete(folder);
  }

  @Provide
  Arbitrary<List<LedgerEntry>> ledgers() {
    return Events.entries();
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void a_damaged_file_gives_what_was_written_before_the_damage_or_names_its_line(
      @ForAll("ledgers") List<LedgerEntry> entries, @ForAll Damage damage, @ForAll Random random)
      throws IOException {
    byte[] whole = written(entries);
    byte[] bytes = damage.to(whole, random);
    Files.write(file, bytes);

    int mismatch = Arrays.mismatch(whole, bytes);
    boolean torn = mismatch == bytes.length || (mismatch == whole.length && !endsLine(bytes));
    if (mismatch < 0 || torn) {
      Statistics.collect(damage, "opened");
      assertOpens(entries, bytes);
    } else {
      Statistics.collect(damage, "refused");
      assertRefused(bytes, 1 + lineFeeds(whole, mismatch));
    }
  }

  private static byte[] written(List<LedgerEntry> entries) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] line : LedgerChain.of("a copy").lines(entries)) {
      whole.writeBytes(line);
      whole.write('\n');
    }
    return whole.toByteArray();
  }

  /** With the whole lines; a warning tells of a part of one that was cut. */
  private static void assertOpens(List<LedgerEntry> entries, byte[] bytes) throws IOException {
    int kept = lineFeeds(bytes, bytes.length);
    try (Warnings warnings = new Warnings(LedgerFile.class);
        LedgerLog log = LedgerFile.open(file)) {
      assertThat(log.readAfter(0)).isEqualTo(entries.subList(0, kept));
      assertThat(warnings.heard()).hasSize(endsLine(bytes) ? 0 : 1);
    }
    assertThat(lineFeeds(Files.readAllBytes(file), (int) Files.size(file))).isEqualTo(kept);
  }

  private static void assertRefused(byte[] bytes, int line) throws IOException {
    LedgerDamagedException damaged =
        catchThrowableOfType(LedgerDamagedException.class, () -> LedgerFile.open(file).close());
    assertThat(damaged).isNotNull();
    assertThat(damaged.line()).isEqualTo(line);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  private static boolean endsLine(byte[] bytes) {
    return bytes.length == 0 || bytes[bytes.length - 1] == '\n';
  }

  private static int lineFeeds(byte[] bytes, int before) {
    int count = 0;
    for (int i = 0; i < before; i++) {
      count += bytes[i] == '\n' ? 1 : 0;
    }
    return count;
  }

  /** The lines with their line feeds. */
  private static List<byte[]> lines(byte[] whole) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] == '\n') {
        lines.add(Arrays.copyOfRange(whole, from, i + 1));
        from = i + 1;
      }
    }
    return lines;
  }

  private static byte[] joined(List<byte[]> lines) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    lines.forEach(joined::writeBytes);
    return joined.toByteArray();
  }
}
