package vn.loa.channel;

/** The alphabet of ids: safe in a topic, a path, an address and a file name. */
final class Names {

  private static final int LONGEST = 64;

  /** By hand: a device's every report is checked, and a pattern takes longer than the rest. */
  static String check(String what, String name) {
    int length = name.length();
    boolean good = length > 0 && length <= LONGEST;
    for (int i = 0; good && i < length; i++) {
      good = isGood(name.charAt(i));
    }
    if (!good) {
      throw new IllegalArgumentException(
          what + " must be 1 to 64 of A-Z a-z 0-9 . _ - but was \"" + name + "\"");
    }
    return name;
  }

  private static boolean isGood(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  private Names() {}
}
