package vn.loa.reporting.document;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Writes a document for a terminal. Nothing in it commands the terminal: controls, and what
 * overrides the direction of writing, become U+FFFD. Columns are as wide as what stands in them and
 * the line allows; pictures are left out.
 */
final class TextWriter {

  private static final int WIDTH = 100;
  private static final int NARROWEST = 4;

  /** A head makes its column no wider. */
  private static final int HEAD = 9;

  private final Document document;
  private final Language language;
  private final Values values;
  private final StringBuilder out = new StringBuilder();

  TextWriter(Document document) {
    this.document = document;
    this.language = document.language();
    this.values = Values.in(language);
  }

  void write(OutputStream stream) throws IOException {
    line(document.letterhead().issuer());
    line(document.title());
    line(document.subject());
    document.blocks().forEach(this::block);
    Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    writer.append(out).flush();
  }

  private void block(Block block) {
    switch (block.kind()) {
      case HEADING -> {
        out.append('\n');
        line(((Block.Heading) block).text());
      }
      case PARAGRAPH -> line(((Block.Paragraph) block).text());
      case FIELD -> {
        Block.Field field = (Block.Field) block;
        line(field.label() + ": " + (field.text() == null ? "…" : field.text()));
      }
      case TABLE -> table((Table) block);
      case PICTURE -> {}
    }
  }

  /** Wrapped between words; a line feed stays one. */
  private void line(String words) {
    for (String paragraph : words.split("\n", -1)) {
      String rest = clean(paragraph);
      while (width(rest) > WIDTH) {
        String first = cut(rest, WIDTH);
        int blank = first.lastIndexOf(' ');
        int end = blank > 0 ? blank : first.length();
        out.append(rest, 0, end).append('\n');
        rest = rest.substring(end).strip();
      }
      out.append(rest.stripTrailing()).append('\n');
    }
  }

  private void table(Table table) {
    if (table.shown() == 0) {
      return;
    }
    out.append('\n');
    line(table.title());
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.columns().stream().map(it -> clean(it.title())).toList());
    long[] count = {0};
    table
        .rows()
        .forEach(
            cells -> {
              count[0]++;
              if (count[0] <= table.shown()) {
                rows.add(row(cells));
              }
            });
    List<Cell> total = table.total();
    if (total != null) {
      rows.add(row(total));
    }
    List<Integer> told = told(table.columns(), rows);
    int[] widths = widths(told, rows);
    rows.forEach(row -> print(table.columns(), told, widths, row));
    if (count[0] > table.shown()) {
      line(
          language.of("… và ", "… and ")
              + values.of(count[0] - table.shown())
              + language.of(" dòng nữa", " more rows"));
    }
  }

  private List<String> row(List<Cell> cells) {
    return cells.stream().map(it -> clean(value(it)).replace('\n', ' ')).toList();
  }

  /** A line has no room for part and whole, which stand in columns of their own. */
  private String value(Cell cell) {
    return cell.kind() == Cell.Kind.SHARE
        ? values.percent(((Cell.Share) cell).rate())
        : values.of(cell);
  }

  /** The columns that say anything: in which not every figure is nought. */
  private static List<Integer> told(List<Column> columns, List<List<String>> rows) {
    return IntStream.range(0, columns.size())
        .filter(
            i ->
                columns.get(i).kind() != Cell.Kind.COUNT
                    || rows.subList(1, rows.size()).stream()
                        .anyMatch(row -> !row.get(i).equals("0") && !row.get(i).isEmpty()))
        .boxed()
        .toList();
  }

  /** As wide as the widest; where a line has no room, the widest give first. */
  private static int[] widths(List<Integer> told, List<List<String>> rows) {
    int[] widths = new int[told.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.min(HEAD, width(rows.get(0).get(told.get(i))));
    }
    for (List<String> row : rows.subList(1, rows.size())) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(told.get(i))));
      }
    }
    int room = WIDTH - 2 - 2 * (widths.length - 1);
    while (sum(widths) > room) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static int sum(int[] widths) {
    int sum = 0;
    for (int width : widths) {
      sum += width;
    }
    return sum;
  }

  private void print(List<Column> columns, List<Integer> told, int[] widths, List<String> row) {
    StringBuilder line = new StringBuilder(" ");
    for (int i = 0; i < widths.length; i++) {
      String words = row.get(told.get(i));
      String shown = i == 0 ? squeezed(words, widths[i]) : clipped(words, widths[i]);
      String blanks = " ".repeat(Math.max(0, widths[i] - width(shown)));
      line.append(i == 0 ? " " : "  ");
      line.append(columns.get(told.get(i)).isFigure() ? blanks + shown : shown + blanks);
    }
    out.append(cut(line.toString(), WIDTH).stripTrailing()).append('\n');
  }

  private static String clipped(String words, int room) {
    return width(words) <= room ? words : cut(words, room - 1) + "…";
  }

  /** Names that begin alike differ at their ends. */
  private static String squeezed(String words, int room) {
    if (width(words) <= room) {
      return words;
    }
    String begin = cut(words, room / 3);
    String end = words;
    while (width(end) > room - 1 - width(begin)) {
      end = end.substring(end.offsetByCodePoints(0, 1));
    }
    return begin + "…" + end;
  }

  /** The longest beginning of whole characters that takes no more room. */
  private static String cut(String words, int room) {
    if (width(words) <= room) {
      return words;
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(words);
    int end = 0;
    int taken = 0;
    for (int next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
      taken += width(words.substring(end, next));
      if (taken > room) {
        break;
      }
      end = next;
    }
    return words.substring(0, end);
  }

  /** Columns on a terminal: none for a mark on another letter, two for ideographs and emoji. */
  private static int width(String words) {
    return words.codePoints().map(TextWriter::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return Character.isIdeographic(c) || c >= 0x1f300 || (c >= 0xff01 && c <= 0xff60) ? 2 : 1;
  }

  private static String clean(String words) {
    StringBuilder clean = new StringBuilder(words.length());
    words
        .codePoints()
        .map(c -> c == '\t' ? ' ' : c)
        .forEach(c -> clean.appendCodePoint(isHarmless(c) ? c : 0xfffd));
    return clean.toString();
  }

  private static boolean isHarmless(int c) {
    boolean turns =
        (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
    boolean breaks = c == 0x2028 || c == 0x2029;
    return !turns
        && !breaks
        && !Character.isISOControl(c)
        && Character.getType(c) != Character.SURROGATE;
  }
}
