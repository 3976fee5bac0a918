package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.loa.channel.Address;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;

class WardBoardTest {

  /** 08:00 in Vietnam. */
  private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");

  private static final Instant NOW = START.plus(Duration.ofHours(1));
  private static final List<String> WARDS = List.of("bn", "dk", "vts", "nowhere");
  private static final Areas CITY =
      Areas.builder()
          .area("hcmc", "Thành phố Hồ Chí Minh")
          .area("q1", "Quận 1", "hcmc")
          .area("bn", "Phường Bến Nghé", "q1")
          .area("dk", "Phường Đa Kao", "q1")
          .area("empty", "Phường Tân Định", "q1")
          .area("q3", "Quận 3", "hcmc")
          .area("vts", "Phường Võ Thị Sáu", "q3")
          .build();

  private static WardBoard board(DeviceResult... results) {
    return WardBoard.of("bão-số-9", START, NOW, CITY, List.of(results));
  }

  private static DeviceResult result(String id, String area, DeviceState state) {
    return result(id, area, state, state == DeviceState.PENDING ? null : START, null);
  }

  private static DeviceResult result(
      String id, String area, DeviceState state, @Nullable Instant at, @Nullable Reason reason) {
    return new DeviceResult(
        new Address.Device(id, area), state, at, reason, Presence.ONLINE, START);
  }

  private static DeviceResult played(String id, String area, long after) {
    return result(id, area, DeviceState.PLAYED, START.plusSeconds(after), null);
  }

  private static DeviceResult offline(String id, String area, @Nullable Instant since) {
    return new DeviceResult(
        new Address.Device(id, area), DeviceState.SENT, START, null, Presence.OFFLINE, since);
  }

  @Test
  void every_row_counts_all_that_is_in_its_area() {
    WardBoard board =
        board(
            played("a", "bn", 10),
            result("b", "bn", DeviceState.PLAYING),
            result("c", "dk", DeviceState.DOWNLOADING),
            result("d", "dk", DeviceState.REJECTED),
            result("e", "vts", DeviceState.SCHEDULED),
            result("f", "vts", DeviceState.SUPERSEDED),
            offline("g", "vts", START),
            result("h", "q1", DeviceState.EXPIRED));
    assertThat(board.rows())
        .extracting(WardBoard.Row::code)
        .containsExactly("hcmc", "q1", "bn", "dk", "q3", "vts");
    assertThat(board.rows()).extracting(WardBoard.Row::depth).containsExactly(0, 1, 2, 2, 1, 2);
    assertThat(board.row("hcmc").counts())
        .isEqualTo(new WardBoard.Counts(8, 1, 2, 1, 1, 1, 1, 1))
        .isEqualTo(board.total());
    assertThat(board.row("q1").counts()).isEqualTo(new WardBoard.Counts(5, 1, 2, 0, 0, 1, 1, 0));
    assertThat(board.row("hcmc").wards()).isEqualTo(3);
    assertThat(board.row("hcmc").wardsHeard()).isEqualTo(1);
    assertThat(board.row("q3").wardsHeard()).isZero();
    assertThatThrownBy(() -> board.row("empty")).hasMessageContaining("\"empty\"");
  }

  @Property(tries = 300)
  void the_parts_are_disjoint_and_add_up_in_every_row(
      @ForAll("manyResults") List<DeviceResult> results) {
    WardBoard board = WardBoard.of("m", START, NOW, CITY, results);
    for (WardBoard.Row row : board.rows()) {
      assertThat(sum(row.counts())).isEqualTo(row.counts().devices());
    }
    assertThat(board.total().devices()).isEqualTo(results.size());
    assertThat(sum(board.total())).isEqualTo(results.size());
    int tops =
        board.rows().stream()
            .filter(it -> it.depth() == 0)
            .mapToInt(it -> it.counts().devices())
            .sum();
    assertThat(tops).isEqualTo(results.size());
    long wards = board.rows().stream().filter(it -> WARDS.contains(it.code())).count();
    assertThat(board.silentWards().size() + Math.round(board.shareOfWardsHeard() * wards))
        .isEqualTo(wards);
    assertThat(board.offlineDevices()).hasSize(board.total().offline());
    assertThat(board.timeTo(1.0).isPresent())
        .isEqualTo(!results.isEmpty() && board.total().heard() == results.size());
  }

  private static int sum(WardBoard.Counts it) {
    return it.heard()
        + it.playing()
        + it.waiting()
        + it.offline()
        + it.failed()
        + it.expired()
        + it.cancelled();
  }

  @Provide
  Arbitrary<List<DeviceResult>> manyResults() {
    return Combinators.combine(
            Arbitraries.of(WARDS),
            Arbitraries.of(DeviceState.class),
            Arbitraries.of(Presence.class))
        .as(
            (area, state, presence) ->
                new DeviceResult(new Address.Device("x", area), state, START, null, presence, null))
        .list()
        .ofMaxSize(30)
        .map(
            all ->
                IntStream.range(0, all.size())
                    .mapToObj(i -> numbered(all.get(i), "d" + i))
                    .toList());
  }

  private static DeviceResult numbered(DeviceResult it, String id) {
    return new DeviceResult(
        new Address.Device(id, it.device().area()),
        it.state(),
        it.at(),
        it.reason(),
        it.presence(),
        it.presenceSince());
  }

  @Test
  void a_device_that_played_and_then_went_has_been_heard() {
    DeviceResult gone =
        new DeviceResult(
            new Address.Device("a", "bn"),
            DeviceState.PLAYED,
            START,
            null,
            Presence.OFFLINE,
            START);
    assertThat(board(gone).total().heard()).isEqualTo(1);
    assertThat(board(gone).offlineDevices()).isEmpty();
  }

  @Test
  void a_device_named_twice_counts_once_with_its_higher_state() {
    WardBoard board =
        board(played("a", "bn", 5), result("a", "bn", DeviceState.RECEIVED), played("b", "bn", 1));
    assertThat(board.total()).isEqualTo(new WardBoard.Counts(2, 2, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void a_silent_ward_says_why_and_the_commonest_first() {
    Reason notHeard = new Reason("NOT_HEARD", "volume 0");
    Instant ten = START.plus(Duration.ofMinutes(10));
    WardBoard board =
        board(
            result("a", "bn", DeviceState.FAILED, START, notHeard),
            offline("b", "bn", START),
            offline("c", "bn", ten),
            offline("d", "bn", null),
            result("e", "dk", DeviceState.PENDING),
            offline("f", "vts", START.minus(Duration.ofDays(2))),
            played("g", "nowhere", 1));
    assertThat(board.silentWards())
        .containsExactly(
            new WardBoard.SilentWard(
                "bn", "Phường Bến Nghé", 4, "3 offline since 08:10, 1 NOT_HEARD"),
            new WardBoard.SilentWard("dk", "Phường Đa Kao", 1, "1 not sent yet"),
            new WardBoard.SilentWard(
                "vts", "Phường Võ Thị Sáu", 1, "1 offline since 2026-11-21 08:00"));
    assertThat(board.shareOfWardsHeard()).isEqualTo(0.25);
    assertThat(board.offlineDevices())
        .first()
        .isEqualTo(new WardBoard.OfflineDevice("bn", "b", START));
    assertThat(board.offlineDevices()).extracting("device").containsExactly("b", "c", "d", "f");
  }

  @Test
  void the_time_to_a_share_is_that_of_the_device_that_completed_it() {
    DeviceResult[] twenty =
        IntStream.rangeClosed(1, 20)
            .mapToObj(i -> played("d" + i, i <= 10 ? "bn" : "dk", 10L * i))
            .toArray(DeviceResult[]::new);
    twenty[19] = result("d20", "vts", DeviceState.PLAYING);
    WardBoard board = board(twenty);
    assertThat(board.timeTo(0.5)).contains(Duration.ofSeconds(100));
    assertThat(board.timeTo(0.95)).contains(Duration.ofSeconds(190));
    assertThat(board.timeTo(1)).isEmpty();
    assertThat(board.timeToWards(0.5)).contains(Duration.ofSeconds(110));
    assertThat(board.timeToWards(1)).isEmpty();
    assertThatThrownBy(() -> board.timeTo(0)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> board.timeTo(1.01)).hasMessageContaining("1.01");
  }

  @Test
  void a_clock_that_is_wrong_puts_nothing_before_the_start_or_after_now() {
    WardBoard board = board(played("a", "bn", -3600), played("b", "bn", 9999));
    assertThat(board.timeTo(0.5)).contains(Duration.ZERO);
    assertThat(board.timeTo(1)).contains(Duration.ofHours(1));
  }

  @Test
  void a_device_stands_where_the_areas_say_now() {
    Areas moved = CITY.toBuilder().device("a", "dk").build();
    WardBoard board = WardBoard.of("m", START, NOW, moved, List.of(played("a", "bn", 1)));
    assertThat(board.rows()).extracting("code").containsExactly("hcmc", "q1", "dk");
  }

  @Test
  void without_areas_each_code_is_a_row_of_its_own() {
    WardBoard board =
        WardBoard.of(
            "m", START, NOW, Areas.none(), List.of(played("a", "y", 1), played("b", "x", 1)));
    assertThat(board.rows()).extracting("name").containsExactly("y", "x");
    assertThat(board.rows()).extracting("depth").containsOnly(0);
    assertThat(board.print()).containsPattern("All +2 +2 ");
  }

  @Test
  void nobody_addressed_is_an_empty_board() {
    WardBoard board = board();
    assertThat(board.rows()).isEmpty();
    assertThat(board.shareOfWardsHeard()).isZero();
    assertThat(board.timeTo(0.5)).isEmpty();
    assertThat(board.print()).contains("bão-số-9");
  }

  @Test
  void a_person_reads_a_table() {
    WardBoard board =
        board(
            played("a", "bn", 61), offline("b", "dk", START), result("c", "dk", DeviceState.SENT));
    assertThat(board)
        .hasToString(
            """
            bão-số-9
            started 2026-11-23 08:00, as of 2026-11-23 09:00

            Area                  devices heard playing waiting offline failed expired cancelled wards
            Thành phố Hồ Chí Minh       3     1       0       1       1      0       0         0   1/2
              Quận 1                    3     1       0       1       1      0       0         0   1/2
                Phường Bến Nghé         1     1       0       0       0      0       0         0   1/1
                Phường Đa Kao           2     0       0       1       1      0       0         0   0/1

            Time to 50, 95, 100 % of devices: not yet, not yet, not yet
            Time to 50, 95, 100 % of wards:   0:01:01, not yet, not yet
            Silent: Phường Đa Kao (1 offline since 08:00, 1 without an answer)
            """);
  }

  @Test
  void no_line_is_wider_than_a_page_however_long_a_name() {
    String longName = "Phường 🌊 Nguyễn Thị Minh Khai ".repeat(9);
    Areas areas = Areas.builder().area("x", longName).build();
    String page =
        WardBoard.of("m".repeat(64), START, NOW, areas, List.of(offline("a", "x", START))).print();
    assertThat(page.lines()).allMatch(it -> it.codePointCount(0, it.length()) <= 100);
    assertThat(page).contains("Phường 🌊").contains("…");
  }

  @ParameterizedTest
  @CsvSource({
    "QUEUED,,PENDING",
    "DEFERRED,,PENDING",
    "ATTEMPTED,,PENDING",
    "SENT,,SENT",
    "IN_DOUBT,TIMEOUT,SENT",
    "UNCONFIRMED,,SENT",
    "DELIVERED,,RECEIVED",
    "EXPIRED,,EXPIRED",
    "CANCELLED,,CANCELLED",
    "DEAD,TIMEOUT,FAILED",
    "REFUSED,CANCELLED,CANCELLED",
    "REFUSED,SUPERSEDED,SUPERSEDED",
    "REFUSED,REJECTED,REJECTED",
    "REFUSED,EXPIRED,EXPIRED",
    "REFUSED,NOT_HEARD,FAILED",
  })
  void a_delivery_claims_no_more_than_it_proves(
      DeliveryState state, @Nullable String code, DeviceState expected) {
    Reason reason = code == null ? null : new Reason(code, "why");
    assertThat(DeliveredState.of(delivery(state, reason, null))).isEqualTo(expected);
  }

  private static Delivery delivery(
      DeliveryState state, @Nullable Reason reason, @Nullable Receipt receipt) {
    return new Delivery(new Address.Device("a", "bn"), state, reason, receipt);
  }

  @Test
  void a_receipt_counts_before_the_state() {
    Receipt played = new Receipt.Played("r", START.plusSeconds(5), Duration.ofSeconds(3), 70);
    Receipt cancelled = new Receipt.Undelivered("r", START, new Reason("CANCELLED", "stopped"));
    assertThat(DeliveredState.of(delivery(DeliveryState.UNCONFIRMED, null, played)))
        .isEqualTo(DeviceState.PLAYED);
    assertThat(DeliveredState.of(delivery(DeliveryState.REFUSED, null, cancelled)))
        .isEqualTo(DeviceState.CANCELLED);
    assertThat(
            DeliveredState.of(
                delivery(DeliveryState.REFUSED, null, new Receipt.Expired("r", START))))
        .isEqualTo(DeviceState.EXPIRED);
    assertThat(
            DeliveredState.of(
                delivery(DeliveryState.DELIVERED, null, new Receipt.Delivered("r", START))))
        .isEqualTo(DeviceState.RECEIVED);
  }

  @Test
  void the_same_board_comes_from_a_dispatchers_deliveries() {
    Receipt played = new Receipt.Played("r", START.plusSeconds(61), Duration.ofSeconds(3), 70);
    Receipt unheard = new Receipt.Undelivered("s", START, new Reason("NOT_HEARD", "volume 0"));
    List<Delivery> deliveries =
        List.of(
            new Delivery(new Address.Device("a", "bn"), DeliveryState.DELIVERED, null, played),
            new Delivery(new Address.Device("b", "dk"), DeliveryState.REFUSED, null, unheard),
            new Delivery(new Address.Phone(84_903_123_456L), DeliveryState.SENT, null, null));
    WardBoard board = WardBoard.ofDeliveries("m", START, NOW, CITY, deliveries);
    assertThat(board.total()).isEqualTo(new WardBoard.Counts(2, 1, 0, 0, 0, 1, 0, 0));
    assertThat(board.timeTo(0.5)).contains(Duration.ofSeconds(61));
    assertThat(board.silentWards()).extracting("reason").containsExactly("1 NOT_HEARD");
  }
}
