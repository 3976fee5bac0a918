package vn.loa.plan;

import java.util.regex.Pattern;

/**
 * What carries a form. An open list: a plan may name a kind that nobody has met yet, and it is
 * kept.
 *
 * @param word {@code [A-Z][A-Z0-9_]{0,63}}
 */
public record ChannelKind(String word) {

  /* First: the constants below are checked against it. */
  private static final Pattern SHAPE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  public static final ChannelKind SMS = new ChannelKind("SMS");
  public static final ChannelKind LOUDSPEAKER_DISTRICT = new ChannelKind("LOUDSPEAKER_DISTRICT");
  public static final ChannelKind LOUDSPEAKER_COMMUNE = new ChannelKind("LOUDSPEAKER_COMMUNE");
  public static final ChannelKind MOBILE_SPEAKER = new ChannelKind("MOBILE_SPEAKER");
  public static final ChannelKind ELECTRONIC_BOARD = new ChannelKind("ELECTRONIC_BOARD");
  public static final ChannelKind ELECTRONIC_SCREEN = new ChannelKind("ELECTRONIC_SCREEN");
  public static final ChannelKind PORTAL = new ChannelKind("PORTAL");
  public static final ChannelKind WEBSITE = new ChannelKind("WEBSITE");

  public ChannelKind {
    if (!SHAPE.matcher(word).matches()) {
      throw new IllegalArgumentException(
          "\"" + word + "\" is no channel kind; one looks like SMS or LOUDSPEAKER_COMMUNE");
    }
  }

  @Override
  public String toString() {
    return word;
  }
}
