package vn.loa.channel.mqtt;

import java.util.regex.Pattern;

/**
 * Whom a command is for.
 *
 * @param id of a device, or code of an area of any level, {@code [A-Za-z0-9._-]{1,64}}
 */
public record Target(Kind kind, String id) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** What the id names. */
  public enum Kind {
    DEVICE,
    AREA
  }

  public Target {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          kind + " must be 1 to 64 of A-Z a-z 0-9 . _ - but was \"" + id + "\"");
    }
  }

  /** One loudspeaker, board or screen. */
  public static Target device(String id) {
    return new Target(Kind.DEVICE, id);
  }

  /** Every device in an area. */
  public static Target area(String code) {
    return new Target(Kind.AREA, code);
  }
}
