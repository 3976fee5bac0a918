package vn.loa.sms.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static vn.loa.sms.rules.Sample.NOON;
import static vn.loa.sms.rules.Sample.NUMBER;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import vn.loa.sms.rules.OptOutReading.Meaning;

class OptOutsTest extends OptOutsSample {

  @Test
  void who_refuses_is_in_until_they_want_messages_again() {
    try (OptOuts optOuts = OptOuts.open(file)) {
      assertThat(optOuts.test(NUMBER)).isFalse();
      assertThat(optOuts.inbound(NUMBER, "tc!", NOON))
          .isEqualTo(new OptOutReading(Meaning.OPT_OUT, "TC"));
      assertThat(optOuts.test(NUMBER)).isTrue();
      assertThat(optOuts.test(NUMBER + 1)).isFalse();
      assertThat(optOuts.size()).isEqualTo(1);
      assertThat(optOuts).hasToString(file + ": 1 numbers opted out");
      assertThat(optOuts.inbound(NUMBER, "Huy DNC", NOON).meaning()).isEqualTo(Meaning.OPT_IN);
      assertThat(optOuts.test(NUMBER)).isFalse();
    }
  }

  @Test
  void other_answers_change_and_write_nothing() throws IOException {
    try (OptOuts optOuts = OptOuts.open(file)) {
      assertThat(optOuts.inbound(NUMBER, "toi khong TC", NOON).meaning())
          .isEqualTo(Meaning.UNCLEAR);
      assertThat(optOuts.inbound(NUMBER, "DK DNC V", NOON).meaning()).isEqualTo(Meaning.CALLS_ONLY);
      assertThat(optOuts.inbound(NUMBER, "cam on", NOON).meaning()).isEqualTo(Meaning.OTHER);
      assertThat(optOuts.size()).isZero();
    }
    assertThat(bytes()).asString(UTF_8).isEqualTo(HEADER);
  }

  @Test
  void the_file_is_lines_for_people() throws IOException {
    assertThat(new String(fileOfThree(), UTF_8))
        .matches(
            Pattern.quote(HEADER)
                + "2022-05-15T05:00:00Z\t84903123456\tOUT\tTC\t[0-9a-f]{8}\n"
                + "2022-05-15T05:00:01Z\t84903123457\tOUT\tTU CHOI\t[0-9a-f]{8}\n"
                + "2022-05-15T05:00:02Z\t84903123456\tIN\tHUY DNC\t[0-9a-f]{8}\n");
  }

  @Test
  void it_is_all_there_after_opening_anew_and_goes_on() throws IOException {
    fileOfThree();
    try (OptOuts optOuts = OptOuts.open(file)) {
      assertThat(optOuts.test(NUMBER)).isFalse();
      assertThat(optOuts.test(NUMBER + 1)).isTrue();
      optOuts.optOut(NUMBER + 2, "by phone", NOON);
      optOuts.optIn(NUMBER + 1, "gọi điện", NOON);
    }
    try (OptOuts optOuts = OptOuts.open(file)) {
      assertThat(optOuts.test(NUMBER + 1)).isFalse();
      assertThat(optOuts.test(NUMBER + 2)).isTrue();
      assertThat(optOuts.size()).isEqualTo(1);
    }
    assertThat(folder.resolve("opt-outs.txt.damaged")).doesNotExist();
  }

  @Test
  void keywords_can_be_ones_own() {
    OptOutKeywords own = OptOutKeywords.builder().optOut("NGUNG").build();
    try (OptOuts optOuts = OptOuts.open(file, own)) {
      optOuts.inbound(NUMBER, "Ngừng", NOON);
      assertThat(optOuts.test(NUMBER)).isTrue();
    }
  }

  @Test
  void a_last_line_that_lacks_only_its_line_feed_is_kept() throws IOException {
    byte[] whole = fileOfThree();
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    try (OptOuts optOuts = OptOuts.open(file)) {
      assertThat(optOuts.test(NUMBER)).isFalse();
      assertThat(optOuts.test(NUMBER + 1)).isTrue();
      optOuts.inbound(NUMBER, "TC", NOON);
    }
    assertThat(bytes()).startsWith(whole).hasSizeGreaterThan(whole.length);
    OptOuts.open(file).close();
  }

  @Test
  void a_file_that_broke_off_in_its_first_line_begins_anew() throws IOException {
    for (int length : new int[] {0, 1, HEADER.length() - 1}) {
      Files.writeString(file, HEADER.substring(0, length));
      OptOuts.open(file).close();
      assertThat(bytes()).asString(UTF_8).isEqualTo(HEADER);
    }
    assertThat(folder.resolve("opt-outs.txt.damaged")).doesNotExist();
  }

  @Test
  void what_is_torn_twice_is_set_aside_twice() throws IOException {
    fileOfThree();
    for (String torn : new String[] {"first", "second"}) {
      Files.writeString(file, torn, StandardOpenOption.APPEND);
      OptOuts.open(file).close();
    }
    assertThat(folder.resolve("opt-outs.txt.damaged")).hasContent("first\nsecond\n");
  }

  @Test
  void a_damaged_line_is_named_with_the_mend_and_without_its_number() throws IOException {
    String whole = new String(fileOfThree(), UTF_8);
    Files.writeString(file, whole.replace("OUT\tTU", "IN\tTU"));
    assertThatExceptionOfType(OptOutsDamagedException.class)
        .isThrownBy(() -> OptOuts.open(file))
        .withMessage(
            "opt-outs "
                + file
                + " line 3 is damaged: its checksum does not fit what it says; restore the line"
                + " from a copy, or take it out and opt its number out anew");
    Files.writeString(file, whole);
    OptOuts.open(file).close();
  }

  @Test
  void a_file_of_another_kind_is_left_as_it_is() throws IOException {
    for (String other :
        new String[] {
          "0903123456", "0903123456\n", "loa opt-outs 2\n", "\uFEFF" + HEADER, "x".repeat(5000)
        }) {
      Files.writeString(file, other);
      assertThatExceptionOfType(OptOutsDamagedException.class)
          .isThrownBy(() -> OptOuts.open(file))
          .withMessage(
              "opt-outs "
                  + file
                  + " line 1 is damaged: it is not the first line of an opt-out file of this"
                  + " version; name the right file, or restore this one from a copy")
          .satisfies(damaged -> assertThat(damaged.line()).isEqualTo(1));
      assertThat(file).hasContent(other);
    }
    assertThat(folder.resolve("opt-outs.txt.damaged")).doesNotExist();
  }

  @Test
  void a_line_without_end_is_not_read_to_its_end() throws IOException {
    Files.writeString(file, HEADER + "x".repeat(5_000));
    assertThatExceptionOfType(OptOutsDamagedException.class)
        .isThrownBy(() -> OptOuts.open(file))
        .withMessageContaining(" line 2 is damaged: it is longer than any line written here");
  }

  @Test
  void lines_are_what_was_written_or_refused() {
    OptOutLine line = new OptOutLine(NOON, NUMBER, true, "gọi điện");
    byte[] bytes = line.bytes();
    byte[] bare = Arrays.copyOf(bytes, bytes.length - 1);
    assertThat(OptOutLine.parse(bare)).isEqualTo(line);
    assertThat(line).hasToString("2022-05-15T05:00:00Z ********456 OUT gọi điện");
    assertThat(new OptOutLine(NOON, NUMBER, false, "x"))
        .hasToString("2022-05-15T05:00:00Z ********456 IN x");
    for (String[] odd :
        new String[][] {
          {"", "its checksum does not fit what it says"},
          {"a\tb", "its checksum does not fit what it says"},
          {sealed("a\tb"), "it is not: instant, number, OUT or IN, why, checksum"},
          {sealed(NOON + "\t1\tOFF\tx"), "it is not: instant, number, OUT or IN, why, checksum"},
          {sealed("today\t1\tOUT\tx"), "its instant or number cannot be read"},
          {sealed(NOON + "\tone\tOUT\tx"), "its instant or number cannot be read"},
          {sealed(NOON + "\t0\tOUT\tx"), "an E.164 number has 1 to 15 digits"},
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OptOutLine.parse(odd[0].getBytes(UTF_8)))
          .withMessage(odd[1]);
    }
  }

  private static String sealed(String body) {
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(UTF_8));
    return "%s\t%08x".formatted(body, crc.getValue());
  }

  @Test
  void numbers_and_reasons_that_cannot_be_change_nothing() throws IOException {
    try (OptOuts optOuts = OptOuts.open(file)) {
      assertThatIllegalArgumentException().isThrownBy(() -> optOuts.inbound(0, "TC", NOON));
      assertThatIllegalArgumentException().isThrownBy(() -> optOuts.inbound(0, "hello", NOON));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> optOuts.inbound(1_000_000_000_000_000L, "TC", NOON));
      for (String why : new String[] {" ", "a\tb", "a\nb", "x".repeat(201)}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> optOuts.optOut(NUMBER, why, NOON))
            .withMessageStartingWith("say in one line of at most 200 characters why");
      }
      assertThat(optOuts.test(NUMBER)).isFalse();
      optOuts.optOut(999_999_999_999_999L, "x".repeat(200), NOON);
      assertThat(optOuts.test(999_999_999_999_999L)).isTrue();
    }
    try (OptOuts optOuts = OptOuts.open(file)) {
      assertThat(optOuts.size()).isEqualTo(1);
    }
  }

  @Test
  void a_second_writer_is_kept_out_until_the_first_is_gone() throws IOException {
    OptOuts first = OptOuts.open(file);
    Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file);
    for (Path same : new Path[] {file, link, folder.resolve("./opt-outs.txt")}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> OptOuts.open(same))
          .withMessageEndingWith(
              " is open for writing elsewhere; one process writes it, close it there");
    }
    first.inbound(NUMBER, "TC", NOON);
    first.close();
    first.close();
    try (OptOuts second = OptOuts.open(link)) {
      assertThat(second.test(NUMBER)).isTrue();
    }
  }

  @Test
  void a_lock_that_is_held_past_this_class_is_respected() throws IOException {
    OptOuts.open(file).close();
    Path lock = folder.resolve("opt-outs.txt.lock");
    try (FileChannel other = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = other.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThatIllegalStateException().isThrownBy(() -> OptOuts.open(file));
    }
    OptOuts.open(file).close();
  }

  @Test
  void a_file_that_could_not_be_opened_is_not_locked() throws IOException {
    Files.writeString(file, "other");
    assertThatExceptionOfType(OptOutsDamagedException.class).isThrownBy(() -> OptOuts.open(file));
    Files.delete(file);
    OptOuts.open(file).close();
    Files.delete(folder.resolve("opt-outs.txt.lock"));
    Files.createDirectory(folder.resolve("opt-outs.txt.lock"));
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> OptOuts.open(file));
    Files.delete(folder.resolve("opt-outs.txt.lock"));
    OptOuts.open(file).close();
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    Path nowhere = folder.resolve("none/opt-outs.txt");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> OptOuts.open(nowhere))
        .withMessage(
            "cannot open opt-outs "
                + nowhere
                + "; see that the folder is there and may be written to");
  }

  @Test
  void after_closing_it_still_answers_but_takes_no_more_than_refusals_in_memory() {
    OptOuts optOuts = OptOuts.open(file);
    optOuts.inbound(NUMBER, "TC", NOON);
    optOuts.close();
    assertThat(optOuts.test(NUMBER)).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(() -> optOuts.inbound(NUMBER + 1, "TC", NOON))
        .withMessage("opt-outs " + file + " are closed; open them anew");
    assertThat(optOuts.test(NUMBER + 1)).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> optOuts.inbound(NUMBER, "HUY DNC", NOON));
    assertThat(optOuts.test(NUMBER)).isTrue();
  }

  @Test
  void when_writing_fails_a_refusal_binds_all_the_same_and_nothing_more_is_taken() {
    OptOuts optOuts = OptOuts.open(file);
    optOuts.inbound(NUMBER, "TC", NOON);
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> optOuts.inbound(NUMBER + 1, "TC", NOON))
        .withCauseInstanceOf(ClosedByInterruptException.class)
        .withMessage("opt-outs " + file + " cannot be written; see to the disk and open them anew");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(optOuts.test(NUMBER + 1)).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(() -> optOuts.inbound(NUMBER, "HUY DNC", NOON))
        .withMessageContaining(" take no more since java.nio.channels.ClosedByInterruptException")
        .withCauseInstanceOf(ClosedByInterruptException.class);
    assertThat(optOuts.test(NUMBER)).isTrue();
    optOuts.close();
    try (OptOuts again = OptOuts.open(file)) {
      assertThat(again.test(NUMBER)).isTrue();
    }
  }
}
