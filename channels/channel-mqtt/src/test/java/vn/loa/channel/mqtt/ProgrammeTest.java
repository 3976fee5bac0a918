package vn.loa.channel.mqtt;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Message;
import vn.loa.channel.Purpose;
import vn.loa.channel.Urgency;

class ProgrammeTest {

  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  /** A Monday, 00:00 in Vietnam. */
  private static final Instant WEEK = Instant.parse("2026-11-22T17:00:00Z");

  private static final Message TEMPLATE =
      Message.builder("loa-sang", "Bản tin sáng")
          .text("vi", "Chào buổi sáng")
          .text("en", "Good morning")
          .link(URI.create("https://example.vn/1"))
          .audio(
              new Message.Audio(
                  URI.create("https://example.vn/1.mp3"), "a".repeat(64), Duration.ofMinutes(5)))
          .audio(
              "en",
              new Message.Audio(
                  URI.create("https://example.vn/2.mp3"), "b".repeat(64), Duration.ofMinutes(4)))
          .urgency(Urgency.PRIORITY)
          .purpose(purposeThatIsNoDefault())
          .about("II.1.2")
          .issuer("Sở Thông tin")
          .validUntil(Instant.parse("2030-01-01T00:00:00Z"))
          .build();

  private static Purpose purposeThatIsNoDefault() {
    return Arrays.stream(Purpose.values())
        .filter(it -> it != Purpose.PUBLIC_NOTICE)
        .findFirst()
        .orElseThrow();
  }

  private static Programme.Builder mornings() {
    return Programme.builder(VIETNAM)
        .on(MONDAY, FRIDAY)
        .at(LocalTime.of(17, 0), LocalTime.of(5, 30))
        .lasting(HALF_HOUR);
  }

  private static List<String> starts(Programme programme, Instant from, Duration length) {
    return programme.slots(from, from.plus(length)).stream()
        .map(it -> it.start().toString())
        .toList();
  }

  @Test
  void slots_come_on_their_weekdays_at_their_times() {
    assertThat(mornings().build().slots(WEEK, WEEK.plus(Duration.ofDays(7))))
        .first()
        .isEqualTo(
            new Programme.Slot(
                Instant.parse("2026-11-22T22:30:00Z"), Instant.parse("2026-11-22T23:00:00Z")));
    assertThat(starts(mornings().build(), WEEK, Duration.ofDays(7)))
        .containsExactly(
            "2026-11-22T22:30:00Z",
            "2026-11-23T10:00:00Z",
            "2026-11-26T22:30:00Z",
            "2026-11-27T10:00:00Z");
  }

  @Test
  void the_first_and_the_last_day_count_and_exceptions_do_not() {
    Programme programme =
        mornings()
            .from(LocalDate.of(2026, 11, 27))
            .until(LocalDate.of(2026, 12, 4))
            .except(LocalDate.of(2026, 11, 30))
            .also(LocalDateTime.of(2026, 11, 30, 9, 0), LocalDateTime.of(2027, 1, 1, 9, 0))
            .build();
    assertThat(starts(programme, WEEK, Duration.ofDays(60)))
        .containsExactly(
            "2026-11-26T22:30:00Z",
            "2026-11-27T10:00:00Z",
            "2026-11-30T02:00:00Z",
            "2026-12-03T22:30:00Z",
            "2026-12-04T10:00:00Z",
            "2027-01-01T02:00:00Z");
    assertThat(programme.next(Instant.parse("2026-12-04T10:00:00Z")))
        .map(Programme.Slot::start)
        .contains(Instant.parse("2027-01-01T02:00:00Z"));
    assertThat(programme.next(Instant.parse("2027-01-01T02:00:00Z"))).isEmpty();
  }

  @Test
  void a_slot_at_the_begin_of_a_time_is_in_it_and_at_its_end_is_not() {
    Instant slot = Instant.parse("2026-11-22T22:30:00Z");
    Programme programme = mornings().build();
    assertThat(programme.slots(slot, slot.plusSeconds(1))).hasSize(1);
    assertThat(programme.slots(slot.minusSeconds(1), slot)).isEmpty();
    assertThat(programme.slots(slot, slot)).isEmpty();
    assertThat(programme.next(slot.minusSeconds(1))).map(Programme.Slot::start).contains(slot);
    assertThat(programme.next(slot))
        .map(Programme.Slot::start)
        .contains(Instant.parse("2026-11-23T10:00:00Z"));
  }

  @Test
  void the_ends_of_time_are_only_far_away() {
    Programme programme = mornings().until(LocalDate.of(2000, 1, 10)).build();
    assertThat(programme.slots(Instant.MIN, Instant.MAX)).hasSize(6);
    assertThat(programme.next(Instant.MIN)).isPresent();
    assertThat(programme.next(Instant.MAX)).isEmpty();
    assertThat(mornings().build().next(Instant.MAX)).isEmpty();
  }

  @Test
  void a_time_that_does_not_exist_is_moved_and_one_that_comes_twice_is_taken_once() {
    Programme night =
        Programme.builder(BERLIN)
            .on(SUNDAY)
            .at(LocalTime.of(2, 30), LocalTime.of(3, 30))
            .lasting(HALF_HOUR)
            .build();
    assertThat(starts(night, Instant.parse("2026-03-28T00:00:00Z"), Duration.ofDays(3)))
        .containsExactly("2026-03-29T01:30:00Z");
    assertThat(starts(night, Instant.parse("2026-10-24T00:00:00Z"), Duration.ofDays(3)))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z");
  }

  /**
   * The oracle walks through a few weeks minute by minute, and asks the zone's rules for each
   * minute of the wall clock which instants show it.
   */
  @Property(tries = 60)
  void it_finds_what_a_walk_through_all_minutes_finds(@ForAll long seed) {
    Random random = new Random(seed);
    Change change = CHANGES.get(random.nextInt(CHANGES.size()));
    LocalDate first = change.day().minusDays(6 + random.nextInt(3));
    Programme.Builder builder = Programme.builder(change.zone()).lasting(HALF_HOUR);
    Set<DayOfWeek> days = new HashSet<>();
    Set<LocalTime> times = new HashSet<>();
    Set<LocalDate> except = new HashSet<>();
    Set<LocalDateTime> also = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      days.add(DayOfWeek.of(1 + random.nextInt(7)));
      times.add(LocalTime.of(random.nextInt(4), 15 * random.nextInt(4)));
      except.add(first.plusDays(random.nextInt(20)));
      also.add(first.plusDays(random.nextInt(14)).atTime(random.nextInt(24), 0));
    }
    LocalDate from = first.plusDays(random.nextInt(4));
    LocalDate until = first.plusDays(8 + random.nextInt(8));
    days.forEach(builder::on);
    times.forEach(builder::at);
    except.forEach(builder::except);
    also.forEach(builder::also);
    Programme programme = builder.from(from).until(until).build();

    TreeSet<Instant> expected = new TreeSet<>();
    for (LocalDateTime minute = first.minusDays(1).atStartOfDay();
        minute.isBefore(first.plusDays(20).atStartOfDay());
        minute = minute.plusMinutes(1)) {
      LocalDate day = minute.toLocalDate();
      boolean regular =
          days.contains(day.getDayOfWeek())
              && times.contains(minute.toLocalTime())
              && !except.contains(day)
              && !day.isBefore(from)
              && !day.isAfter(until);
      if (regular || also.contains(minute)) {
        expected.add(shown(minute, change.zone()));
      }
    }
    Instant begin =
        first.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(random.nextInt(86_400));
    Instant end = begin.plus(Duration.ofMinutes(random.nextInt(14 * 24 * 60)));
    assertThat(programme.slots(begin, end))
        .extracting(Programme.Slot::start)
        .containsExactlyElementsOf(expected.subSet(begin, end));
    Instant next = programme.next(begin).map(Programme.Slot::start).orElse(Instant.MAX);
    assertThat(next)
        .isEqualTo(expected.tailSet(begin, false).stream().findFirst().orElse(Instant.MAX));
  }

  private record Change(ZoneId zone, LocalDate day) {}

  /** Clocks forward, back, by half an hour, a day left out, and none. */
  private static final List<Change> CHANGES =
      List.of(
          new Change(BERLIN, LocalDate.of(2026, 3, 29)),
          new Change(BERLIN, LocalDate.of(2026, 10, 25)),
          new Change(ZoneId.of("Australia/Lord_Howe"), LocalDate.of(2025, 10, 5)),
          new Change(ZoneId.of("Australia/Lord_Howe"), LocalDate.of(2025, 4, 6)),
          new Change(ZoneId.of("America/Sao_Paulo"), LocalDate.of(2018, 11, 4)),
          new Change(ZoneId.of("Pacific/Apia"), LocalDate.of(2011, 12, 30)),
          new Change(VIETNAM, LocalDate.of(2026, 11, 23)));

  private static Instant shown(LocalDateTime minute, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(minute);
    return minute.toInstant(
        offsets.isEmpty()
            ? zone.getRules().getTransition(minute).getOffsetBefore()
            : offsets.get(0));
  }

  @Test
  void an_announcement_is_the_template_with_the_slots_id_and_end() throws Exception {
    Programme.Slot slot = mornings().build().next(WEEK).orElseThrow();
    Message announcement = slot.announcement(TEMPLATE);
    assertThat(announcement.id()).isEqualTo("loa-sang.20261122T2230Z");
    assertThat(announcement.validUntil()).isEqualTo(slot.end());
    for (Method getter : Message.class.getDeclaredMethods()) {
      boolean isCopied =
          Modifier.isPublic(getter.getModifiers())
              && !Modifier.isStatic(getter.getModifiers())
              && getter.getParameterCount() == 0
              && !Set.of("id", "validUntil", "toString").contains(getter.getName());
      if (isCopied) {
        assertThat(getter.invoke(announcement))
            .as(getter.getName())
            .isEqualTo(getter.invoke(TEMPLATE));
      }
    }
  }

  @Test
  void the_start_is_read_from_an_id_again() {
    Programme.Slot slot = mornings().build().next(WEEK).orElseThrow();
    Message announcement = slot.announcement(TEMPLATE);
    Playback base = Playback.builder().volume(40).replaces("x").silent().build();
    assertThat(Programme.startOf(announcement)).contains(slot.start());
    assertThat(Programme.playback(announcement, base).startAt()).contains(slot.start());
    assertThat(Programme.playback(announcement, base).volume()).hasValue(40);
    assertThat(Programme.playback(announcement, base).replaces()).containsExactly("x");
    assertThat(Programme.playback(announcement, base).isSilent()).isTrue();
    assertThat(Programme.playback(TEMPLATE, base)).isSameAs(base);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "x.20260230T0800Z",
        "x.20261123T2400Z",
        "x.20261123T0860Z",
        "x.20261123T0800",
        "20261123T0800Z",
        "x.20261123T0800Z.y"
      })
  void another_id_has_no_start(String id) {
    Message message = Message.builder(id, "t").text("vi", "x").validUntil(Instant.EPOCH).build();
    assertThat(Programme.startOf(message)).isEmpty();
  }

  @Test
  void a_template_leaves_room_for_the_start() {
    Programme.Slot slot = mornings().build().next(WEEK).orElseThrow();
    Message longest = template("x".repeat(49));
    assertThat(slot.announcement(longest).id()).hasSize(64);
    assertThatThrownBy(() -> slot.announcement(template("x".repeat(50))))
        .hasMessageContaining("x".repeat(50))
        .hasMessageContaining("at most 49");
  }

  private static Message template(String id) {
    return Message.builder(id, "t").text("vi", "x").validUntil(Instant.EPOCH).build();
  }

  @Test
  void what_makes_no_programme_says_what_to_mend() {
    Programme.Builder empty = Programme.builder(VIETNAM);
    assertThatThrownBy(empty::build).hasMessageContaining("lasting");
    assertThatThrownBy(() -> empty.lasting(Duration.ZERO)).hasMessageContaining("PT0S");
    empty.lasting(HALF_HOUR);
    assertThatThrownBy(empty::build).hasMessageContaining("also");
    empty.on(MONDAY);
    assertThatThrownBy(empty::build).hasMessageContaining("both on and at");
    assertThatThrownBy(() -> empty.at(LocalTime.of(8, 0, 1))).hasMessageContaining("08:00:01");
    assertThatThrownBy(() -> empty.also(LocalDateTime.of(2026, 1, 1, 8, 0, 1)))
        .hasMessageContaining("08:00:01");
    assertThatThrownBy(() -> empty.from(LocalDate.of(1999, 12, 31)))
        .hasMessageContaining("1999-12-31");
    assertThatThrownBy(() -> empty.until(LocalDate.MAX)).hasMessageContaining("9998");
    empty.at(LocalTime.NOON).from(LocalDate.of(2026, 1, 2)).until(LocalDate.of(2026, 1, 1));
    assertThatThrownBy(empty::build).hasMessageContaining("2026-01-02");
  }
}
