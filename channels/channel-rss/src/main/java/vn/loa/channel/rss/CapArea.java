package vn.loa.channel.rss;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where an alert applies (CAP 1.2, 3.2.4): all its shapes and codes together. Immutable. */
public final class CapArea {

  private final String description;
  private final List<String> polygons;
  private final List<String> circles;
  private final List<CapValue> geocodes;
  private final @Nullable String altitude;
  private final @Nullable String ceiling;

  private CapArea(Builder from) {
    this.description = from.description;
    this.polygons = List.copyOf(from.polygons);
    this.circles = List.copyOf(from.circles);
    this.geocodes = List.copyOf(from.geocodes);
    this.altitude = from.altitude;
    this.ceiling = from.ceiling;
  }

  /**
   * Starts an area.
   *
   * @param description what people call it; not blank
   */
  public static Builder builder(String description) {
    return new Builder(description);
  }

  String description() {
    return description;
  }

  /** As CAP writes them. */
  List<String> polygons() {
    return polygons;
  }

  /** As CAP writes them. */
  List<String> circles() {
    return circles;
  }

  List<CapValue> geocodes() {
    return geocodes;
  }

  @Nullable String altitude() {
    return altitude;
  }

  @Nullable String ceiling() {
    return ceiling;
  }

  /**
   * A point on the earth, WGS 84 (CAP 1.2, 3.3.1).
   *
   * @param latitude degrees, -90 to 90, north positive
   * @param longitude degrees, -180 to 180, east positive
   */
  public record Point(double latitude, double longitude) {
    public Point {
      check("latitude", latitude, 90);
      check("longitude", longitude, 180);
    }

    private static void check(String what, double degrees, int most) {
      if (!(Math.abs(degrees) <= most)) {
        throw new IllegalArgumentException(
            what + " must be -" + most + " to " + most + " degrees but was " + degrees);
      }
    }

    private String written() {
      return plain(latitude) + "," + plain(longitude);
    }
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private static final int FEWEST_POINTS = 4;

    private final String description;
    private final List<String> polygons = new ArrayList<>();
    private final List<String> circles = new ArrayList<>();
    private final List<CapValue> geocodes = new ArrayList<>();
    private @Nullable String altitude;
    private @Nullable String ceiling;

    private Builder(String description) {
      this.description = CapValue.text("description of an area", description);
    }

    /**
     * Adds a polygon.
     *
     * @param points its corners in order, at least four, the last the same as the first
     */
    public Builder polygon(List<Point> points) {
      List<String> written = points.stream().map(Point::written).toList();
      if (written.size() < FEWEST_POINTS) {
        throw new IllegalArgumentException(
            "a polygon has at least four points, the last the same as the first, but this one has "
                + written.size());
      }
      if (!written.get(0).equals(written.get(written.size() - 1))) {
        throw new IllegalArgumentException(
            "a polygon ends where it begins: give the first point once more at the end");
      }
      polygons.add(written.stream().collect(Collectors.joining(" ")));
      return this;
    }

    /**
     * Adds a circle.
     *
     * @param kilometres its radius, 0 or more
     */
    public Builder circle(Point centre, double kilometres) {
      if (!(kilometres >= 0) || Double.isInfinite(kilometres)) {
        throw new IllegalArgumentException(
            "a radius is 0 kilometres or more but was " + kilometres);
      }
      circles.add(centre.written() + " " + plain(kilometres));
      return this;
    }

    /**
     * Adds a code of a list of places.
     *
     * @param list what the list is called among those who read the alerts
     */
    public Builder geocode(String list, String code) {
      geocodes.add(new CapValue(list, code));
      return this;
    }

    /**
     * At this height only.
     *
     * @param feet above mean sea level by WGS 84
     */
    public Builder altitude(double feet) {
      this.altitude = height(feet);
      this.ceiling = null;
      return this;
    }

    /**
     * From one height to another.
     *
     * @param lowest feet above mean sea level by WGS 84
     * @param highest as {@code lowest}, and not below it
     */
    public Builder altitude(double lowest, double highest) {
      if (lowest > highest) {
        throw new IllegalArgumentException(
            "the lowest height, " + lowest + " feet, is above the highest, " + highest);
      }
      this.altitude = height(lowest);
      this.ceiling = height(highest);
      return this;
    }

    public CapArea build() {
      return new CapArea(this);
    }

    private static String height(double feet) {
      if (!Double.isFinite(feet)) {
        throw new IllegalArgumentException("no height: " + feet + " feet");
      }
      return plain(feet);
    }
  }
}
