package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import vn.loa.plan.Clause;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Evidence;
import vn.loa.plan.Measure;
import vn.loa.plan.ReportKey;
import vn.loa.plan.Unit;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Events;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerEvent;
import vn.loa.plan.ledger.Submission;

class LedgerLinesTest {

  private static final String PREV = "12".repeat(32);
  private static final Instant AT = Instant.parse("2022-05-10T02:00:00Z");

  @Provide
  Arbitrary<LedgerEvent> events() {
    return Events.any();
  }

  @Provide
  Arbitrary<LedgerEntry> anyEntries() {
    return Combinators.combine(Events.instants(), Events.words(), Events.any())
        .as(
            (at, actor, event) ->
                new LedgerEntry(
                    1L + Math.floorMod(at.hashCode(), 1_000_000_000), at, actor, event));
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void an_entry_of_any_kind_comes_back_from_its_line(@ForAll("anyEntries") LedgerEntry entry) {
    Statistics.collect(entry.event().kind());

    byte[] line = LedgerLines.line(entry, PREV);

    assertThat(LedgerLines.entry(line)).isEqualTo(entry);
    assertThat(LedgerLines.isWhole(line)).isTrue();
    assertThat(LedgerLines.isNumbered(line, entry.seq())).isTrue();
    assertThat(LedgerLines.isNumbered(line, entry.seq() + 1)).isFalse();
    assertThat(LedgerLines.isBelow(line, PREV)).isTrue();
    assertThat(LedgerLines.isBelow(line, "21".repeat(32))).isFalse();
    assertThat(line).doesNotContain((byte) '\n');
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void the_same_entry_always_gives_the_same_line(@ForAll("anyEntries") LedgerEntry entry) {
    byte[] line = LedgerLines.line(entry, PREV);

    assertThat(LedgerLines.line(LedgerLines.entry(line), PREV)).isEqualTo(line);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void an_event_says_it_in_at_most_one_way(
      @ForAll("events") LedgerEvent one, @ForAll("events") LedgerEvent other) {
    assertThat(text(one).equals(text(other))).isEqualTo(one.equals(other));
  }

  @Example
  void what_is_not_known_is_left_out() {
    Submission bare =
        Submission.of("q1", "monthly", "2022-05", AT, DocumentRef.parse("12/BC-UBND"));

    assertThat(text(bare))
        .isEqualTo(
            "{\"seq\":1,\"at\":\"2022-05-10T02:00:00Z\",\"actor\":\"q1\",\"kind\":\"SUBMISSION\","
                + "\"happenedAt\":\"2022-05-10T02:00:00Z\",\"agency\":\"q1\",\"discharges\":["
                + "{\"obligation\":\"monthly\",\"agency\":\"q1\",\"period\":\"2022-05\"}],"
                + "\"version\":1,\"document\":\"12/BC-UBND\"");
  }

  @Example
  void what_is_known_stands_in_one_order() {
    Submission full =
        Submission.builder("q1", AT, DocumentRef.parse("12/BC-UBND"))
            .discharges("monthly", "2022-05")
            .discharges(new ReportKey("quarterly", "q0", "2022-Q2"))
            .version(2)
            .sentAt(AT.minusSeconds(1))
            .documentDate(LocalDate.of(2022, 5, 9))
            .nothingToReport(true)
            .evidence(List.of(new Evidence("biên bản.csv", "text/csv", 12, "ab".repeat(32))))
            .build();

    assertThat(text(full))
        .endsWith(
            "{\"obligation\":\"quarterly\",\"agency\":\"q0\",\"period\":\"2022-Q2\"}],"
                + "\"version\":2,\"sentAt\":\"2022-05-10T01:59:59Z\",\"document\":\"12/BC-UBND\","
                + "\"documentDate\":\"2022-05-09\",\"nothingToReport\":true,\"evidence\":[{\"name\":"
                + "\"biên bản.csv\",\"mediaType\":\"text/csv\",\"size\":12,\"sha256\":\""
                + "ab".repeat(32)
                + "\"}]");
  }

  @Example
  void control_characters_are_escaped_and_others_are_not() {
    LedgerEntry entry =
        new LedgerEntry(
            1,
            AT,
            "a\u0000b\nc",
            new Activity(
                "a-1",
                Clause.parse("II.1.2"),
                Clause.parse("II.2.a-1"),
                "q1",
                AT,
                List.of(new Measure(1, Unit.MESSAGES)),
                List.of(new Evidence("Loa phường 📢", "text/csv", 0, "ab".repeat(32)))));

    assertThat(new String(LedgerLines.line(entry, PREV), StandardCharsets.UTF_8))
        .contains("a\\u0000b\\nc", "Loa phường 📢");
  }

  @Example
  void a_line_is_read_strictly() {
    String line = text(Submission.of("q1", "m", "2022-05", AT, DocumentRef.parse("12/BC-UBND")));

    assertRefused(line.replace("\"version\":1", "\"version\":1,\"verzion\":1"), "verzion");
    assertRefused(line.replace("\"version\":1", "\"version\":1,\"version\":1"), "version");
    assertRefused(line.replace("\"version\":1,", ""), "\"version\" is missing");
    assertRefused(line.replace("\"version\":1", "\"version\":0"), "0 is too small");
    assertRefused(line.replace("\"version\":1", "\"version\":\"1\""), "here stands \"1\"");
    assertRefused(line.replace("SUBMISSION", "SUBMISION"), "SUBMISION");
    assertRefused(line.replace("12/BC-UBND", "BC-UBND"), "BC-UBND");
    assertRefused(line.replaceAll("\\[\\{.*?}]", "[]"), "must discharge at least one report");
    assertRefused(line.replaceAll("\"discharges\":\\[\\{.*?}],", ""), "\"discharges\" is missing");
    assertRefused(line.replace("\"seq\":1", "\"seq\":0"), "count from 1");
    assertRefused(line.replace("\"happenedAt\":\"2022-05-10T02:00:00Z\",", ""), "happenedAt");
    assertRefused(line.replace("2022-05-10T02:00:00Z", "2022-05-10"), "is no instant");
  }

  private static void assertRefused(String start, String reason) {
    byte[] line =
        (start + ",\"prev\":\"%s\",\"hash\":\"%s\"}".formatted(PREV, PREV))
            .getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> LedgerLines.entry(line))
        .isInstanceOf(PlanFormatException.class)
        .hasMessageContaining(reason);
  }

  /** The line of an event, up to where the chain begins. */
  private static String text(LedgerEvent event) {
    byte[] line = LedgerLines.line(new LedgerEntry(1, AT, "q1", event), PREV);
    String text = new String(line, StandardCharsets.UTF_8);
    return text.substring(0, text.indexOf(",\"prev\":"));
  }
}
