package vn.loa.sms.audience;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vn.loa.sms.PhoneNumber;
import vn.loa.sms.Unaccented;

/**
 * Where in a row the phone number is.
 *
 * @param column from 0
 * @param columns how many a row has
 * @param name of the column
 */
record Layout(boolean hasHeader, int column, int columns, String name) {

  private static final Set<String> MOBILE =
      Set.of(
          "mobile",
          "mobilephone",
          "mobilenumber",
          "mobileno",
          "cellphone",
          "msisdn",
          "didong",
          "sodidong",
          "dtdd",
          "sodtdd",
          "sdtdd",
          "dtdidong",
          "sodtdidong",
          "sdtdidong",
          "dienthoaididong",
          "sodienthoaididong");
  private static final Set<String> PHONE =
      Set.of(
          "phone",
          "phonenumber",
          "phoneno",
          "tel",
          "telephone",
          "sdt",
          "sodt",
          "sodienthoai",
          "dienthoai");
  private static final Pattern BESIDES = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Of a header that has not what is wanted, as many names are told. */
  private static final int NAMES_TOLD = 20;

  /**
   * Reads the layout off the first rows.
   *
   * @param place of the first row, for messages
   * @param rows not empty ones; a broken one has no fields
   */
  static Layout of(String place, List<List<String>> rows, Column wanted) {
    if (rows.isEmpty()) {
      throw new AudienceFileException(
          place
              + ": the file is empty; give it rows, the first with the names of the columns, one of"
              + " them phone",
          null);
    }
    return hasHeader(rows.get(0), wanted)
        ? ofHeader(place, rows.get(0), wanted)
        : ofNumbers(place, rows, wanted);
  }

  /** A column can be asked for by its name only where there are names. */
  private static boolean hasHeader(List<String> first, Column wanted) {
    return switch (wanted.header()) {
      case PRESENT -> true;
      case ABSENT -> false;
      case DETECT -> wanted.name() != null || first.stream().anyMatch(Layout::isUsual);
    };
  }

  private static Layout ofHeader(String place, List<String> header, Column wanted) {
    if (header.isEmpty()) {
      throw new AudienceFileException(
          place + ": the header has a quote that is not closed; mend it", null);
    }
    int column = column(header, wanted);
    if (column < 0 || column >= header.size()) {
      throw missing(place, header, wanted);
    }
    return new Layout(true, column, header.size(), shown(header.get(column)));
  }

  /** Where both are, a landline and a mobile, the mobile; of two alike the first. Or -1. */
  private static int column(List<String> header, Column wanted) {
    if (wanted.number() > 0) {
      return wanted.number() - 1;
    }
    String name = wanted.name();
    if (name != null) {
      return first(header, plain(name)::equals);
    }
    int mobile = first(header, MOBILE::contains);
    return mobile < 0 ? first(header, PHONE::contains) : mobile;
  }

  private static int first(List<String> header, Predicate<String> isWanted) {
    return IntStream.range(0, header.size())
        .filter(i -> isWanted.test(plain(header.get(i))))
        .findFirst()
        .orElse(-1);
  }

  /** The first row that holds a number tells the column; of one column there is no doubt. */
  private static Layout ofNumbers(String place, List<List<String>> rows, Column wanted) {
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        if (wanted.number() > 0 ? i == wanted.number() - 1 : isNumber(row.get(i))) {
          return withoutHeader(i, row.size());
        }
      }
    }
    if (wanted.header() == HeaderRow.ABSENT && wanted.number() <= 1 && rows.get(0).size() == 1) {
      return withoutHeader(0, 1);
    }
    throw missing(place, rows.get(0), wanted);
  }

  private static Layout withoutHeader(int column, int columns) {
    return new Layout(false, column, columns, "column " + (column + 1));
  }

  private static AudienceFileException missing(String place, List<String> first, Column wanted) {
    String asked =
        wanted.number() > 0
            ? "number " + wanted.number()
            : wanted.name() == null ? "of phone numbers" : '"' + wanted.name() + '"';
    return new AudienceFileException(
        "%s: no column %s among %s; name the column of phone numbers \"phone\" or \"sdt\", or say its name or number when reading"
            .formatted(place, asked, names(first)),
        null);
  }

  private static String names(List<String> header) {
    String end = header.size() > NAMES_TOLD ? ", …]" : "]";
    return header.stream()
        .limit(NAMES_TOLD)
        .map(Layout::shown)
        .collect(Collectors.joining(", ", "[", end));
  }

  /** A file without header shows a citizen here: masked. */
  private static String shown(String name) {
    return PhoneNumber.masked(name);
  }

  private static boolean isNumber(String cell) {
    return PhoneNumber.isNumber(PhoneNumber.parse(cell));
  }

  private static boolean isUsual(String name) {
    return MOBILE.contains(plain(name)) || PHONE.contains(plain(name));
  }

  /**
   * Without case, marks, spaces and punctuation: "Số điện thoại" is sodienthoai. What is nothing
   * but punctuation stays.
   */
  private static String plain(String name) {
    String bare = Unaccented.of(name).toLowerCase(Locale.ROOT);
    String letters = BESIDES.matcher(bare).replaceAll("");
    return letters.isEmpty() ? name.strip() : letters;
  }
}
