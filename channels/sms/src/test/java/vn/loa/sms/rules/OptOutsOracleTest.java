package vn.loa.sms.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static vn.loa.sms.rules.Sample.NOON;
import static vn.loa.sms.rules.Sample.NUMBER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An opt-out file cut and changed at every octet, and used by several threads. */
class OptOutsOracleTest extends OptOutsSample {

  private static final OptOutLine AFTER = new OptOutLine(NOON, NUMBER + 3, true, "after the cut");

  @Test
  void cut_anywhere_it_opens_with_all_whole_lines_and_loses_no_octet() throws IOException {
    byte[] whole = fileOfThree();
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      int[] ends = lineEnds(whole, length);
      try (OptOuts optOuts = OptOuts.open(file)) {
        assertThat(optOuts.test(NUMBER)).isEqualTo(ends.length == 2 || ends.length == 3);
        assertThat(optOuts.test(NUMBER + 1)).isEqualTo(ends.length >= 3);
        optOuts.optOut(AFTER.e164(), AFTER.why(), AFTER.at());
      }
      int kept = ends.length == 0 ? 0 : ends[ends.length - 1];
      String lines = kept == 0 ? HEADER : new String(whole, 0, kept, UTF_8);
      String next = new String(AFTER.bytes(), UTF_8);
      assertThat(new String(bytes(), UTF_8)).isEqualTo(lines + next);
      assertSetAside(kept == 0 ? "" : new String(whole, kept, Math.max(0, length - kept), UTF_8));
    }
  }

  /** Where lines end that are whole, or lack only their line feed, when cut to a length. */
  private static int[] lineEnds(byte[] whole, int length) {
    return IntStream.range(0, whole.length)
        .filter(i -> whole[i] == '\n' && i <= length)
        .map(i -> i + 1)
        .toArray();
  }

  private void assertSetAside(String torn) throws IOException {
    Path damaged = folder.resolve("opt-outs.txt.damaged");
    if (torn.isEmpty()) {
      assertThat(damaged).doesNotExist();
    } else {
      assertThat(damaged).hasContent(torn + "\n");
      Files.delete(damaged);
    }
  }

  @Test
  void any_octet_changed_is_noticed_or_cut_off_but_never_believed() throws IOException {
    byte[] whole = fileOfThree();
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x01;
      Files.write(file, changed);
      int line = 1;
      for (int i = 0; i < at; i++) {
        line += whole[i] == '\n' ? 1 : 0;
      }
      if (at == whole.length - 1) {
        OptOuts.open(file).close();
        assertThat(folder.resolve("opt-outs.txt.damaged")).exists();
      } else {
        int expected = line;
        assertThatExceptionOfType(OptOutsDamagedException.class)
            .isThrownBy(() -> OptOuts.open(file))
            .satisfies(damaged -> assertThat(damaged.line()).isEqualTo(expected));
        assertThat(bytes()).isEqualTo(changed);
      }
    }
  }

  @Test
  void answers_and_questions_at_once() throws Exception {
    int numbers = 60;
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (OptOuts optOuts = OptOuts.open(file)) {
      Future<?> even = threads.submit(() -> refuse(optOuts, 0, numbers));
      Future<?> odd = threads.submit(() -> refuse(optOuts, 1, numbers));
      long seen = 0;
      while (seen < numbers) {
        long now = 0;
        for (int i = 0; i < numbers; i++) {
          now += optOuts.test(NUMBER + i) ? 1 : 0;
        }
        assertThat(now).isGreaterThanOrEqualTo(seen);
        seen = now;
        if (even.isDone() && odd.isDone()) {
          break;
        }
      }
      even.get();
      odd.get();
      assertThat(optOuts.size()).isEqualTo(numbers);
    } finally {
      threads.shutdownNow();
    }
    try (OptOuts optOuts = OptOuts.open(file)) {
      assertThat(optOuts.size()).isEqualTo(numbers);
    }
  }

  private static void refuse(OptOuts optOuts, int first, int numbers) {
    for (int i = first; i < numbers; i += 2) {
      optOuts.inbound(NUMBER + i, "TC", NOON);
      assertThat(optOuts.test(NUMBER + i)).isTrue();
    }
  }
}
