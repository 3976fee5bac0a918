package vn.loa.channel;

import java.util.regex.Pattern;

/** The alphabet of ids: safe in a topic, a path, an address and a file name. */
final class Names {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  static String check(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what + " must be 1 to 64 of A-Z a-z 0-9 . _ - but was \"" + name + "\"");
    }
    return name;
  }

  private Names() {}
}
