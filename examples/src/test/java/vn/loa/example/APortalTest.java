package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.rss.FeedProof.Verdict;

@Timeout(60)
class APortalTest {

  private static final String OF_PLAN = "tag:tin.example.vn,2022-05-14:feed/1270%2FKH-UBND/II.1.2/";

  @TempDir private Path folder;

  @Test
  void a_reader_finds_the_message_of_the_plan_and_keeps_the_evidence() throws Exception {
    var shown = APortal.publish(folder, new DemoTime(DemoRun.MORNING));
    assertThat(shown.proof().verdict()).as(shown.proof().reason()).isEqualTo(Verdict.FOUND);
    assertThat(shown.proof().kept())
        .get()
        .satisfies(kept -> assertThat(kept).isNotEmptyDirectory());
    assertThat(shown.atom())
        .containsOnlyOnce("<entry ")
        .contains("<id>" + OF_PLAN + "mui-4</id>")
        .contains("<author><name>Sở Y tế</name></author>")
        .contains("rel=\"enclosure\" type=\"image/png\" length=\"48213\"")
        .contains("href=\"https://tin.example.vn/feeds/press/mui-4/radio.vi.txt\"")
        .contains("<at:deleted-entry ref=\"" + OF_PLAN + "dien-tap-1\"");
  }

  @Test
  void the_exercise_is_alerted_updated_and_cancelled() throws Exception {
    var alerts = APortal.publish(folder, new DemoTime(DemoRun.MORNING)).alerts();
    assertThat(alerts)
        .hasSize(3)
        .allSatisfy(
            alert ->
                assertThat(alert)
                    .contains("<status>Exercise</status>")
                    .contains("<note>Diễn tập ứng phó dịch bệnh năm 2022</note>")
                    .contains("<areaDesc>Quận 1</areaDesc>"));
    assertThat(alerts.get(2)).contains("<msgType>Alert</msgType>").doesNotContain("<references>");
    assertThat(alerts.get(1)).contains("<msgType>Update</msgType>", "<references>", "ba phường");
    assertThat(alerts.get(0)).contains("<msgType>Cancel</msgType>", "<references>");
  }

  @Test
  void it_prints_the_proof_the_feed_and_an_alert() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      APortal.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("FOUND ")
        .contains("</feed>\n<?xml")
        .endsWith("</alert>\n");
  }
}
