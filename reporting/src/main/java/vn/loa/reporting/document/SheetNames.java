package vn.loa.reporting.document;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of the sheets of one workbook, as Excel takes them: at most 31 characters, without the
 * marks it reads in formulas, and none twice in whatever case. A straight quote becomes a curved
 * one: fastexcel writes the names of filters without doubling it, and Excel takes that for damage.
 */
final class SheetNames {

  private static final int LONGEST = 31;
  private static final String NAMELESS = "Loa";
  private static final Pattern MARKS = Pattern.compile("[\\[\\]:*?/\\\\\t\n]");

  /** Excel keeps the first one for itself. */
  private final Set<String> taken = new HashSet<>(Set.of("history"));

  String of(String title) {
    String legal = MARKS.matcher(Xml.legal(title)).replaceAll(" ").replace('\'', '’').strip();
    String stem = legal.isEmpty() ? NAMELESS : legal;
    String name = cut(stem, LONGEST);
    for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
      String end = " (" + n + ")";
      name = cut(stem, LONGEST - end.length()) + end;
    }
    return name;
  }

  private static String cut(String name, int longest) {
    if (name.length() <= longest) {
      return name;
    }
    int end = Character.isHighSurrogate(name.charAt(longest - 1)) ? longest - 1 : longest;
    return name.substring(0, end).strip();
  }
}
