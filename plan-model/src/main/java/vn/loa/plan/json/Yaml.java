package vn.loa.plan.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.StreamReader;

/** The only class that names the YAML library, so that all others do without it. */
final class Yaml {

  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .loaderOptions(options())
          // "yes", "no" and "on" are words, as in YAML 1.2.
          .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();

  /** A page of a document has three thousand. */
  private static final int LONGEST_LINE = 100_000;

  private Yaml() {}

  /** The library's own limit, 3 MB, is below ours. */
  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(JsonFiles.MOST_BYTES);
    return options;
  }

  static JsonParser parser(String text) throws IOException {
    checkText(text);
    return FACTORY.createParser(text);
  }

  /**
   * The library refuses controls too, and does not say on which line; and its work grows with the
   * square of a line's length.
   */
  private static void checkText(String text) throws JsonParseException {
    int line = 1;
    int column = 1;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int codePoint = text.codePointAt(at);
      if (!StreamReader.isPrintable(codePoint)) {
        String wrong = String.format(Locale.ROOT, "U+%04X stands bare; YAML escapes it", codePoint);
        throw broken(wrong, line, column);
      }
      if (column > LONGEST_LINE) {
        throw broken("the line is longer than " + LONGEST_LINE + " characters", line, column);
      }
      line += codePoint == '\n' ? 1 : 0;
      column = codePoint == '\n' ? 1 : column + 1;
    }
  }

  private static JsonParseException broken(String wrong, int line, int column) {
    JsonLocation at = new JsonLocation(ContentReference.unknown(), -1L, line, column);
    return new JsonParseException(null, wrong, at);
  }

  /** Where and why the text is no YAML: the library's own mark, not the parser's last place. */
  static Format.Fault fault(JsonProcessingException broken) {
    if (broken.getCause() instanceof MarkedYAMLException marked
        && marked.getProblemMark() != null) {
      Mark mark = marked.getProblemMark();
      String context = marked.getContext() == null ? "" : marked.getContext() + ": ";
      return new Format.Fault(
          mark.getLine() + 1, mark.getColumn() + 1, context + marked.getProblem());
    }
    return Format.Fault.of(broken);
  }

  static boolean isAlias(JsonParser parser) {
    return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
  }

  static JsonGenerator generator(Writer out) throws IOException {
    return new Quoting(FACTORY.createGenerator(out));
  }

  /**
   * Leaves quotes out where words are words without them. Text of several lines, with controls, or
   * with other spaces than U+0020 is quoted: in the other styles the library loses some of them,
   * U+0085 for one, or U+2002 at the end of a file.
   */
  private static final class Quoting extends JsonGeneratorDelegate {

    private final YAMLGenerator yaml;

    Quoting(YAMLGenerator yaml) {
      super(yaml);
      this.yaml = yaml;
    }

    @Override
    public void writeString(String text) throws IOException {
      yaml.configure(
          YAMLGenerator.Feature.MINIMIZE_QUOTES, text.chars().allMatch(Quoting::isPlain));
      yaml.writeString(text);
    }

    private static boolean isPlain(int unit) {
      boolean isSpace = Character.isSpaceChar(unit) || Character.isWhitespace(unit);
      return unit == ' ' || !(isSpace || Character.isISOControl(unit));
    }
  }
}
