package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanExamplesTest {

  private interface Main {
    void run(String[] args) throws Exception;
  }

  private static List<String> printed(Main main) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      main.run(new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void the_agencies_that_have_not_reported_are_listed_with_the_reason() throws Exception {
    List<String> lines = printed(LateAgencies::main);

    assertThat(lines.get(0)).isEqualTo("on time 1/37");
    assertThat(lines).hasSize(37);
    assertThat(lines.get(1))
        .endsWith(
            ": overdue by 1 d 8 h: not here at 08:00 16/05/2022, due before 00:00 15/05/2022;"
                + " period 2022-05 is due before 15/05/2022 (IV.6-1, line 119)");
    assertThat(lines).noneMatch(line -> line.startsWith("monthly report 2022-05 of q1:"));
  }

  @Test
  void the_deadlines_are_printed_with_what_the_plan_will_regret() throws Exception {
    List<String> lines = printed(Deadlines::main);

    assertThat(lines)
        .contains(
            "| 2022-05-15T00:00+07:00 | 2022-05-14 | Sat **weekend** | M 05/2022 |  |  |",
            "| 2022-06-15T00:00+07:00 | 2022-06-14 | Tue | M 06/2022 | Q2/2022 |  |");
    assertThat(lines).anyMatch(line -> line.startsWith("W-GAP-0, IV.6-1, line 119: "));
  }
}
