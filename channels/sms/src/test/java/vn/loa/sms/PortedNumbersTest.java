package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortedNumbersTest {

  @TempDir Path folder;

  @Test
  void a_line_tells_whose_a_number_is_now() throws IOException {
    PortedNumbers ported =
        read(
            String.join(
                "\r\n",
                "\uFEFFSố điện thoại,Nhà mạng",
                "0903 123 456,Viettel",
                "",
                "# from the exchange of May",
                "\"+84 912 123 456\";\"MobiFone\"",
                "0168 3123 456\tVNPT"));
    assertThat(ported.rejected()).isEmpty();
    assertThat(ported.size()).isEqualTo(3);
    Operators operators = Operators.byPrefix().withPorted(ported);
    assertThat(operators.of(84903123456L)).isEqualTo(Operator.VIETTEL);
    assertThat(operators.of(84912123456L)).isEqualTo(Operator.MOBIFONE);
    assertThat(operators.of(84383123456L)).isEqualTo(Operator.VINAPHONE);
    assertThat(operators.of(84903123457L)).isEqualTo(Operator.MOBIFONE);
    assertThat(ported.apply(84903123457L)).isNull();
  }

  @Test
  void of_two_lines_the_later_one_counts() throws IOException {
    PortedNumbers ported =
        read("0903123456,Viettel\n0903123456,VNPT\n0903123456,ITEL\n0903123456,VNPT\n");
    assertThat(ported.apply(84903123456L)).isEqualTo(Operator.VINAPHONE);
    assertThat(ported.size()).isEqualTo(1);
  }

  @Test
  void a_bad_line_is_told_and_harms_only_itself() throws IOException {
    PortedNumbers ported =
        read(
            String.join(
                "\n",
                "0903123456,Viettel",
                "0903123457",
                "O903123458,Viettel",
                "0903123459,AT&T 0903123459",
                ",",
                "x".repeat(257),
                "0903123450,Viettel"));
    assertThat(ported.size()).isEqualTo(2);
    assertThat(ported.rejectedCount()).isEqualTo(5);
    assertThat(ported.rejected())
        .extracting(PortedNumbers.RejectedLine::line)
        .containsExactly(2L, 3L, 4L, 5L, 6L);
    assertThat(ported.rejected())
        .extracting(PortedNumbers.RejectedLine::text)
        .containsExactly(
            "no operator; write number,operator",
            "\"O******458\": it holds letters",
            "\"AT&T *******459\" is no operator of Vietnam; write Viettel or so",
            "\"\": no phone number",
            "longer than 256 octets");
  }

  @Test
  void a_line_of_256_octets_is_not_too_long() throws IOException {
    String line = "0903123456," + " ".repeat(238) + "Viettel";
    assertThat(line).hasSize(256);
    assertThat(read(line).size()).isEqualTo(1);
    assertThat(read(line + "\n").size()).isEqualTo(1);
    assertThat(read(line + " \n0903123457,ITEL").size()).isEqualTo(1);
  }

  @Test
  void only_a_first_line_may_be_a_title() throws IOException {
    assertThat(read("number,operator\nnumber,operator\n").rejectedCount()).isEqualTo(1);
    assertThat(read("").size()).isZero();
    assertThat(read("\n").rejectedCount()).isZero();
  }

  @Test
  void a_thousand_bad_lines_are_told_and_all_are_counted() throws IOException {
    PortedNumbers ported = read("0903123456,nobody\n".repeat(1_001));
    assertThat(ported.rejected()).hasSize(1_000);
    assertThat(ported.rejectedCount()).isEqualTo(1_001);
  }

  @Test
  void many_ways_to_write_a_name_are_one() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      text.append(84_903_000_000L + i).append(",Viettel").append("!".repeat(i % 150)).append('\n');
    }
    PortedNumbers ported = read(text.toString());
    assertThat(ported.size()).isEqualTo(300);
    assertThat(ported.rejectedCount()).isZero();
  }

  @Test
  void a_file_of_anything_is_read_to_its_end() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] octets = new byte[random.nextInt(2_000)];
      random.nextBytes(octets);
      Path file = Files.write(folder.resolve("any"), octets);
      PortedNumbers ported = PortedNumbers.read(file);
      assertThat(ported.size()).isZero();
      assertThat(ported.rejected()).hasSize((int) ported.rejectedCount());
    }
  }

  @Test
  void a_file_that_is_not_there_is_named_with_the_mend() {
    Path file = folder.resolve("none.csv");
    assertThatExceptionOfType(NumberFileException.class)
        .isThrownBy(() -> PortedNumbers.read(file))
        .withMessageContaining("none.csv")
        .withMessageContaining("NoSuchFileException")
        .withMessageContaining("see that it is there");
  }

  private PortedNumbers read(String text) throws IOException {
    Path file = folder.resolve("ported.csv");
    return PortedNumbers.read(Files.writeString(file, text, StandardCharsets.UTF_8));
  }
}
