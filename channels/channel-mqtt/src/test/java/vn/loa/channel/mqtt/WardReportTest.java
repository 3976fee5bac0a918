package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;

class WardReportTest {

  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);
  private static final Instant AT = Instant.parse("2026-11-23T01:00:00Z");
  private static final Areas CITY =
      Areas.builder()
          .area("hcmc", "Thành phố Hồ Chí Minh")
          .area("q1", "Quận 1", "hcmc")
          .area("bn", "Phường Bến Nghé", "q1")
          .area("dk", "Phường Đa Kao", "q1")
          .area("q3", "Quận 3", "hcmc")
          .area("vts", "Phường Võ Thị Sáu", "q3")
          .build();

  private static WardReport.Builder week() {
    return WardReport.builder(CITY, MONDAY, MONDAY.plusDays(6));
  }

  private static Delivery played(String id, String area) {
    return new Delivery(
        new Address.Device(id, area),
        DeliveryState.DELIVERED,
        null,
        new Receipt.Played("r", AT, Duration.ofSeconds(3), 70));
  }

  private static Delivery ended(String id, String area, DeliveryState state) {
    return new Delivery(new Address.Device(id, area), state, null, null);
  }

  private static WardReport twoDays() {
    return week()
        .add(
            "m1",
            MONDAY,
            List.of(
                played("d", "vts"),
                ended("c", "dk", DeliveryState.EXPIRED),
                played("a", "bn"),
                ended("b", "bn", DeliveryState.UNCONFIRMED)))
        .add("m2", MONDAY, List.of(played("a", "bn"), ended("c", "dk", DeliveryState.DEAD)))
        .add("m3", TUESDAY, List.of(played("a", "bn"), ended("d", "vts", DeliveryState.CANCELLED)))
        .build();
  }

  @Test
  void an_area_has_what_is_in_it_by_day() {
    WardReport report = twoDays();
    assertThat(report.rows())
        .extracting(WardReport.Row::code)
        .containsExactly("hcmc", "q1", "bn", "dk", "q3", "vts");
    assertThat(report.plays()).isEqualTo(new WardReport.Plays(7, 4));
    assertThat(report.row("hcmc").plays()).isEqualTo(report.plays());
    assertThat(report.row("q1").plays()).isEqualTo(new WardReport.Plays(6, 3));
    assertThat(report.plays("q1", MONDAY)).isEqualTo(new WardReport.Plays(5, 2));
    assertThat(report.plays("q1", TUESDAY)).isEqualTo(new WardReport.Plays(1, 1));
    assertThat(report.plays("vts", TUESDAY)).isEqualTo(new WardReport.Plays(0, 0));
    assertThat(report.row("q1").plays().share()).isEqualTo(0.5);
    assertThat(report.announcements()).isEqualTo(3);
    assertThat(report.last()).isEqualTo(MONDAY.plusDays(6));
  }

  @Test
  void a_ward_in_which_nothing_was_heard_is_silent() {
    WardReport report = twoDays();
    assertThat(report.silentWards()).extracting("code").containsExactly("dk");
    assertThat(report.row("hcmc").silentWards()).isEqualTo(1);
    assertThat(report.row("hcmc").wards()).isEqualTo(3);
  }

  @Test
  void what_was_taken_back_was_not_expected_and_makes_nobody_silent() {
    Reason replaced = new Reason("SUPERSEDED", "another took its place");
    WardReport report =
        week()
            .add(
                "m",
                MONDAY,
                List.of(
                    ended("a", "bn", DeliveryState.CANCELLED),
                    new Delivery(
                        new Address.Device("b", "bn"), DeliveryState.REFUSED, replaced, null)))
            .build();
    assertThat(report.row("bn").plays()).isEqualTo(new WardReport.Plays(0, 0));
    assertThat(report.silentWards()).isEmpty();
    assertThat(report.worstDevices(9)).isEmpty();
  }

  @Test
  void the_worst_devices_missed_most() {
    assertThat(twoDays().worstDevices(9))
        .containsExactly(
            new WardReport.DevicePlays("dk", "c", new WardReport.Plays(2, 0)),
            new WardReport.DevicePlays("bn", "b", new WardReport.Plays(1, 0)));
    assertThat(twoDays().worstDevices(1)).extracting("device").containsExactly("c");
  }

  @Test
  void a_device_named_twice_counts_once_and_as_heard_if_it_was() {
    WardReport report =
        week()
            .add(
                "m1",
                MONDAY,
                List.of(
                    ended("a", "bn", DeliveryState.UNCONFIRMED),
                    played("a", "bn"),
                    played("a", "bn"),
                    new Delivery(
                        new Address.Phone(84_903_123_456L), DeliveryState.SENT, null, null)))
            .build();
    assertThat(report.plays()).isEqualTo(new WardReport.Plays(1, 1));
  }

  @Test
  void an_announcement_is_added_once_and_within_the_period() {
    WardReport.Builder week = week().add("m1", MONDAY, List.of());
    assertThatThrownBy(() -> week.add("m1", TUESDAY, List.of())).hasMessageContaining("m1");
    assertThatThrownBy(() -> week.add("m2", MONDAY.minusDays(1), List.of()))
        .hasMessageContaining("2026-11-22");
    assertThatThrownBy(() -> week.add("m2", MONDAY.plusDays(7), List.of()))
        .hasMessageContaining("2026-11-30");
    assertThatThrownBy(() -> WardReport.builder(CITY, TUESDAY, MONDAY))
        .hasMessageContaining("2026-11-24");
  }

  @Property(tries = 100)
  void it_finds_what_counting_one_by_one_finds(@ForAll long seed) {
    Random random = new Random(seed);
    WardReport.Builder week = week();
    Set<String> expected = new HashSet<>();
    Set<String> heard = new HashSet<>();
    List<String> wards = List.of("bn", "dk", "vts", "q1", "nowhere");
    Map<String, String> wardOf = new HashMap<>();
    for (int message = 0; message < 12; message++) {
      List<DeviceResult> results = new ArrayList<>();
      LocalDate day = MONDAY.plusDays(random.nextInt(7));
      for (int i = 0; i < 150; i++) {
        String device = "d" + random.nextInt(200);
        String ward = wardOf.computeIfAbsent(device, it -> wards.get(random.nextInt(5)));
        DeviceState state = random.nextBoolean() ? DeviceState.PLAYED : DeviceState.FAILED;
        results.add(
            new DeviceResult(
                new Address.Device(device, ward), state, AT, null, Presence.UNKNOWN, null));
        String play = String.join(" ", "m" + message, day.toString(), ward, device);
        expected.add(play);
        if (state == DeviceState.PLAYED) {
          heard.add(play);
        }
      }
      week.addResults("m" + message, day, results);
    }
    WardReport report = week.build();
    for (String ward : List.of("bn", "dk", "vts", "nowhere")) {
      for (LocalDate day = MONDAY; day.isBefore(MONDAY.plusDays(7)); day = day.plusDays(1)) {
        String part = " " + day + " " + ward + " ";
        assertThat(report.plays(ward, day))
            .isEqualTo(new WardReport.Plays(count(expected, part), count(heard, part)));
      }
    }
    assertThat(report.plays()).isEqualTo(new WardReport.Plays(expected.size(), heard.size()));
    assertThat(report.row("hcmc").plays().expected())
        .isEqualTo(expected.size() - count(expected, " nowhere "));
  }

  private static int count(Set<String> plays, String part) {
    return (int) plays.stream().filter(it -> it.contains(part)).count();
  }

  @Test
  void a_person_reads_a_table() {
    assertThat(twoDays())
        .hasToString(
            """
            2026-11-23 to 2026-11-29, announcements: 3

            Area                  expected heard   share wards silent wards
            Thành phố Hồ Chí Minh        7     4  57.1 %     3            1
              Quận 1                     6     3  50.0 %     2            1
                Phường Bến Nghé          4     3  75.0 %     1            0
                Phường Đa Kao            2     0   0.0 %     1            1
              Quận 3                     1     1 100.0 %     1            0
                Phường Võ Thị Sáu        1     1 100.0 %     1            0

            Devices that missed most area expected heard share
            c                          dk        2     0 0.0 %
            b                          bn        1     0 0.0 %
            """);
  }
}
