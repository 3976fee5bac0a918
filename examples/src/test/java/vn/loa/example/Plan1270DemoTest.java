package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The main job, as a person starts it. */
@Timeout(300)
class Plan1270DemoTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void the_whole_loop_runs_and_every_total_adds_up() throws Exception {
    assertThat(run("--json")).as("exit; errors: %s", err).isZero();
    assertThat(err.toString()).isEmpty();
    JsonNode totals = new ObjectMapper().readTree(out.toString());

    JsonNode audience = totals.get("audience");
    assertThat(audience.get("rows").asLong()).isEqualTo(10_000);
    assertThat(audience.get("recipients").asLong() + sum(audience.get("rejected")))
        .isEqualTo(10_000);
    assertThat(audience.get("rejected").fieldNames()).toIterable().contains("DUPLICATE");

    assertThat(totals.get("channels").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("sms", "loudspeakers", "feed");
    for (JsonNode channel : totals.get("channels")) {
      assertThat(
              channel.get("sent").asLong()
                  + channel.get("refused").asLong()
                  + channel.get("inDoubt").asLong())
          .isEqualTo(channel.get("audience").asLong());
      assertThat(channel.get("proven").asLong()).isPositive();
      assertThat(channel.get("theme").asText()).isEqualTo("II.1.2");
    }
    assertThat(totals.at("/channels/sms/audience").asLong())
        .isEqualTo(audience.get("recipients").asLong());
    assertThat(totals.at("/channels/sms/refused").asLong()).isPositive();
    assertThat(totals.at("/channels/loudspeakers/audience").asLong()).isEqualTo(300);
    assertThat(totals.at("/channels/loudspeakers/playedSeconds").asLong()).isPositive();
    assertThat(totals.at("/channels/feed/published").asLong()).isEqualTo(1);
    assertThat(totals.get("activities").asLong()).isEqualTo(3);

    assertThat(totals.get("period").asText()).isEqualTo("2022-05");
    JsonNode may = totals.get("reports");
    assertThat(may.get("expected").asLong()).isEqualTo(sum(may) - may.get("expected").asLong());
    assertThat(may.get("onTime").asLong()).isPositive();
    assertThat(may.get("late").asLong()).isPositive();
    assertThat(may.get("overdue").asLong()).isPositive();

    assertThat(Path.of(totals.get("page").asText()))
        .content()
        .contains("kỳ tháng 5 năm 2022", "00:00 ngày 15/05/2022", "Quận 1");
    assertThat(threadsOfLoa()).isEmpty();
  }

  @Test
  void a_person_is_shown_what_happened_and_where_the_page_lies() {
    assertThat(run("--audience", "citizens.csv")).as("exit; errors: %s", err).isZero();
    assertThat(out.toString())
        .contains("5 rows of citizens: 3 numbers to write to, 2 rows put aside")
        .contains("as SMS UCS2 in 2 parts; unaccented GSM7 in 1: 3 fewer messages (50.0 %)")
        .contains("silent: Phường 3, Quận 12 (3 NOT_HEARD)")
        .contains("silent: Xã 2, huyện Cần Giờ (3 offline since 08:0")
        .contains("silent: Phường 2, quận Gò Vấp (2 HASH_MISMATCH, 1 AMPLIFIER_FAULT)")
        .contains("silent: Phường 1, Quận 4 (3 downloading)")
        .contains("silent: Xã 1, huyện Củ Chi (3 without an answer)")
        .contains("silent: Xã 3, huyện Nhà Bè (3 EXPIRED)")
        .contains("every ward: " + folder.resolve("board.txt"))
        .contains("Consolidated report on plan 1270/KH-UBND, May 2022")
        .contains("due before 00:00 on 15 May 2022 (IV.6-1)")
        .contains("The page: " + folder.resolve("reports").resolve("monthly.2022-05.html"));
    assertThat(folder.resolve("board.txt"))
        .content()
        .containsPattern("TP. Hồ Chí Minh +300 +281 +3 +3 +4 +6 +3 +0 +\\d+/\\d+");
  }

  @Test
  void the_feed_and_the_ledger_lie_on_disk() throws Exception {
    assertThat(run("--json", "--audience", "citizens.csv")).isZero();
    assertThat(folder.resolve("feed/tin/rss.xml")).content().contains("mũi 4");
    assertThat(Files.readAllLines(folder.resolve("ledger.jsonl"))).hasSizeGreaterThan(20);
    assertThat(folder.resolve("mui-4.loudspeakers.csv")).content().contains("PLAYED");
  }

  @Test
  void every_problem_of_every_file_is_listed_at_once() throws Exception {
    Path plan = folder.resolve("broken-plan.json");
    String whole = Files.readString(Path.of("plan-1270.json"));
    Files.writeString(
        plan,
        whole
            .replace("\"issuedOn\": \"2022-04-27\"", "\"issuedOn\": \"2022-02-30\"")
            .replaceFirst("\"clause\": \"II.1.3\"", "\"clause\": \"II.1.2\""));
    int exit =
        run(
            "--plan", plan.toString(),
            "--agencies", folder.resolve("none.json").toString(),
            "--audience", folder.resolve("none.csv").toString());
    assertThat(exit).isEqualTo(Plan1270Demo.BAD_INPUT);
    assertThat(err.toString())
        .contains("broken-plan.json line")
        .contains("2022-02-30")
        .contains("II.1.2")
        .contains("none.json")
        .contains("none.csv")
        .contains("nothing was sent")
        .doesNotContain("\tat ");
    assertThat(err.toString().lines().count()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void an_unknown_theme_is_named_beside_the_nearest() {
    assertThat(run("--theme", "II.1.9")).isEqualTo(Plan1270Demo.BAD_INPUT);
    assertThat(err.toString()).contains("\"II.1.9\"").contains("II.1.").contains("problems: 1;");
  }

  @Test
  void what_is_no_clause_no_port_and_no_file_is_said_in_sentences() {
    assertThat(run("--theme", "xyz", "--plan", ".")).isEqualTo(Plan1270Demo.BAD_INPUT);
    assertThat(run("--theme", "xyz")).isEqualTo(Plan1270Demo.BAD_INPUT);
    assertThat(run("--port", "99999")).isEqualTo(Plan1270Demo.BAD_INPUT);
    assertThat(err.toString())
        .contains(".: it cannot be read")
        .contains("\"xyz\" is no clause")
        .contains("--port 99999: expected 0")
        .doesNotContain("\tat ");
  }

  @Test
  void an_agency_or_a_form_that_is_missing_is_said_before_anything_is_sent() throws Exception {
    Path roster = folder.resolve("roster.json");
    Files.writeString(
        roster,
        Files.readString(Path.of("agencies-hcmc.json"))
            .replace("\"so-tttt\"", "\"so-khac\"")
            .replace("\"DISTRICT\"", "\"GRASSROOTS\""));
    Path plan = folder.resolve("plan.json");
    Files.writeString(
        plan,
        Files.readString(Path.of("plan-1270.json")).replace("\"id\": \"c2\"", "\"id\": \"c22\""));
    assertThat(run("--agencies", roster.toString(), "--plan", plan.toString()))
        .isEqualTo(Plan1270Demo.BAD_INPUT);
    assertThat(err.toString())
        .contains("\"so-tttt\"")
        .contains("no agency of kind DISTRICT")
        .contains("\"c2\"")
        .contains("nothing was sent")
        .doesNotContain("\tat ");
  }

  @Test
  void a_ledger_in_a_folder_that_was_named_is_never_written_over() throws Exception {
    Files.writeString(folder.resolve("ledger.jsonl"), "");
    assertThat(run("--audience", "citizens.csv")).isEqualTo(Plan1270Demo.BAD_INPUT);
    assertThat(err.toString()).contains("ledger.jsonl: a ledger is never written over");
    assertThat(folder.resolve("ledger.jsonl")).isEmptyFile();
  }

  @Test
  void a_taken_port_is_a_sentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(run("--audience", "citizens.csv", "--port", port))
          .isEqualTo(Plan1270Demo.BAD_INPUT);
      assertThat(err.toString()).contains("port " + port).doesNotContain("\tat ");
      assertThat(err.toString().lines()).hasSize(1);
    }
    assertThat(threadsOfLoa()).isEmpty();
  }

  private int run(String... arguments) {
    CommandLine commandLine = Plan1270Demo.commandLine();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(
        Stream.concat(Stream.of("--out", folder.toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static long sum(JsonNode counts) {
    long sum = 0;
    for (JsonNode count : counts) {
      sum += count.asLong();
    }
    return sum;
  }

  private static List<String> threadsOfLoa() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("loa-"))
        .toList();
  }
}
