package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AReportTest {

  @Test
  void a_ledger_becomes_a_filed_report() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      AReport.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("monthly report 2022-05 of q1: on time")
        .contains("due before 15/05/2022");
    Path folder = Path.of("target", "reports");
    assertThat(folder.resolve("q1.monthly.2022-05.15-BC-UBND.docx")).isNotEmptyFile();
    assertThat(Files.readString(folder.resolve("q1.monthly.2022-05.15-BC-UBND.json")))
        .contains("\"sessions\" : 1");
  }
}
