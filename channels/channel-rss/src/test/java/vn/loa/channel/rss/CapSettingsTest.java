package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What no alert may say is refused where it is said, before anything is published. */
class CapSettingsTest {

  private static final CapArea.Point ORIGIN = new CapArea.Point(0, 0);

  @Test
  void without_another_name_the_feed_is_alerts() {
    CapSettings settings = settings().build();
    assertThat(settings.feed()).isEqualTo("alerts");
    assertThat(settings.title()).isEqualTo("Alerts");
    CapSettings named = settings().feed("canh-bao", "Cảnh báo").build();
    assertThat(named.feed()).isEqualTo("canh-bao");
    assertThat(named.title()).isEqualTo("Cảnh báo");
  }

  @ParameterizedTest
  @CsvSource({
    "90.5, 0, latitude",
    "-91, 0, latitude",
    "NaN, 0, latitude",
    "0, 180.5, longitude",
    "0, -Infinity, longitude"
  })
  void a_point_is_on_the_earth(double latitude, double longitude, String wrong) {
    refused(() -> new CapArea.Point(latitude, longitude), wrong);
  }

  @Test
  void a_polygon_has_four_points_and_ends_where_it_begins() {
    CapArea.Point other = new CapArea.Point(1, 1);
    CapArea.Point third = new CapArea.Point(1, 0);
    refused(() -> area().polygon(List.of(ORIGIN, other, ORIGIN)), "at least four");
    refused(() -> area().polygon(List.of(ORIGIN, other, third, other)), "ends where it begins");
  }

  @Test
  void a_radius_and_a_height_are_numbers_that_make_sense() {
    refused(() -> area().circle(ORIGIN, -1), "radius");
    refused(() -> area().circle(ORIGIN, Double.NaN), "radius");
    refused(() -> area().circle(ORIGIN, Double.POSITIVE_INFINITY), "radius");
    refused(() -> area().altitude(Double.NaN), "height");
    refused(() -> area().altitude(1, Double.NaN), "height");
    refused(() -> area().altitude(2, 1), "above the highest");
  }

  @Test
  void one_height_takes_the_place_of_a_range() {
    CapArea area = area().altitude(1, 2).altitude(3).build();
    assertThat(area.altitude()).isEqualTo("3");
    assertThat(area.ceiling()).isNull();
  }

  @Test
  void a_page_and_a_feed_that_nobody_could_reach_are_refused() {
    refused(() -> settings().web(URI.create("/tin")), "absolute");
    refused(() -> settings().feed(".alerts", "Alerts"), "dot");
    refused(() -> settings().feed("a/b", "Alerts"), "feed name");
  }

  @ParameterizedTest
  @MethodSource("blanks")
  void nothing_of_an_alert_is_blank(String what, ThrowingCallable blank) {
    refused(blank, what);
  }

  static Stream<Arguments> blanks() {
    return Stream.of(
        blank("event", () -> CapInfo.builder(" ", CapInfo.Category.MET)),
        blank("event", () -> info().event("en", "")),
        blank("audience", () -> info().audience("\n")),
        blank("headline", () -> info().headline("en", "")),
        blank("instruction", () -> info().instruction("")),
        blank("instruction", () -> info().instruction("en", " ")),
        blank("name of a value", () -> info().parameter("", "a")),
        blank("value", () -> info().eventCode("a", "")),
        blank("description of an area", () -> CapArea.builder("")),
        blank("value", () -> area().geocode("a", " ")),
        blank("name of the sender", () -> CapSettings.builder("a", " ", info().build())),
        blank("note", () -> settings().note("")),
        blank("contact", () -> settings().contact("")),
        blank("name of the list of areas", () -> settings().areas(" ", code -> code)),
        blank("title of the feed", () -> settings().feed("alerts", "")));
  }

  private static Arguments blank(String what, ThrowingCallable blank) {
    return Arguments.of(what, blank);
  }

  private static void refused(ThrowingCallable call, String reason) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static CapSettings.Builder settings() {
    return CapSettings.builder("canhbao@example.vn", "UBND", info().build());
  }

  private static CapInfo.Builder info() {
    return CapInfo.builder("Lũ lụt", CapInfo.Category.MET);
  }

  private static CapArea.Builder area() {
    return CapArea.builder("Bờ bắc");
  }
}
