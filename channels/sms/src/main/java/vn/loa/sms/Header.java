package vn.loa.sms;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The first row of a file: the names of its columns. */
record Header(List<String> columns) {

  private static final Set<String> PHONE =
      Set.of(
          "phone",
          "phonenumber",
          "mobile",
          "mobilephone",
          "msisdn",
          "tel",
          "telephone",
          "sdt",
          "sodt",
          "dtdd",
          "sodienthoai",
          "dienthoai",
          "didong",
          "sodidong",
          "dienthoaididong");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BESIDES = Pattern.compile("[^a-z0-9]+");

  /**
   * Index of the column that holds phone numbers.
   *
   * @param asked its name, or empty to look for the usual ones
   */
  int phoneColumn(Path file, Optional<String> asked) {
    Set<String> names = asked.map(Header::plain).map(Set::of).orElse(PHONE);
    return IntStream.range(0, columns.size())
        .filter(i -> names.contains(plain(columns.get(i))))
        .findFirst()
        .orElseThrow(() -> missing(file, asked));
  }

  private AudienceFileException missing(Path file, Optional<String> asked) {
    return new AudienceFileException(
        "%s line 1: no column %s among %s; name the column of phone numbers \"phone\" or \"sdt\", or say its name when reading"
            .formatted(
                file, asked.map(name -> '"' + name + '"').orElse("of phone numbers"), shown()),
        null);
  }

  /** A file without header shows a citizen here: masked. */
  private List<String> shown() {
    return columns.stream().map(PhoneNumber::masked).toList();
  }

  /** Without case, marks, spaces and punctuation: "Số điện thoại" is sodienthoai. */
  private static String plain(String name) {
    String bare =
        MARKS
            .matcher(Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
            .replaceAll("");
    return BESIDES.matcher(bare.replace('đ', 'd')).replaceAll("");
  }
}
