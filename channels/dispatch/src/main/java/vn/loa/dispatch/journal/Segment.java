package vn.loa.dispatch.journal;

/** One file of the log, named after the sequence of its first frame. */
final class Segment {

  static final String SUFFIX = ".segment";

  /** What is written under this name is not part of the log yet. */
  static final String NEW = ".new";

  private static final int DIGITS = 19;

  final long first;

  /** Sequence behind its last; of the one that is written to, what comes next. */
  long end;

  long size;
  final Extents extents = new Extents();

  Segment(long first, long end, long size) {
    this.first = first;
    this.end = end;
    this.size = size;
  }

  String name() {
    return name(first);
  }

  static String name(long first) {
    String digits = Long.toString(first);
    return "0".repeat(DIGITS - digits.length()) + digits + SUFFIX;
  }

  static boolean isName(String name) {
    return name.endsWith(SUFFIX)
        && name.length() == DIGITS + SUFFIX.length()
        && name.chars().limit(DIGITS).allMatch(it -> it >= '0' && it <= '9')
        && name.compareTo(name(Long.MAX_VALUE)) <= 0;
  }

  static long first(String name) {
    return Long.parseLong(name.substring(0, DIGITS));
  }
}
