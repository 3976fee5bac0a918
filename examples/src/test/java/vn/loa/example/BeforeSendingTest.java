package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BeforeSendingTest {

  @Test
  void one_page_says_whom_it_reaches_what_it_costs_and_that_it_waits_for_the_morning() {
    assertThat(printed())
        .contains("5 rows: 2 valid, 1 duplicate, 1 refused, 1 opted out")
        .contains("Unaccented saves 1 each, 2 messages in all, 1,000 VND (50.0 %)")
        .contains("Tu ngay 16/5, moi nguoi dan tu 18 tuoi")
        .contains("QUIET_HOURS", "goes on at 2022-05-16T07:00+07:00");
  }

  private static String printed() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      BeforeSending.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
