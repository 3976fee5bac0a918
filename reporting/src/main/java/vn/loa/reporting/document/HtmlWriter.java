package vn.loa.reporting.document;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.DocumentRef;

/**
 * Writes a document as one page that needs nothing else and runs nothing. Text from anybody is
 * isolated, so that a mark of direction in it turns nothing beside it.
 */
final class HtmlWriter {

  /** From so many sections on a page has a table of contents. */
  private static final int SECTIONS = 4;

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  private final Document document;
  private final Letterhead letterhead;
  private final Language language;
  private final Values values;
  private @Nullable Writer out;
  private int sections;

  HtmlWriter(Document document) {
    this.document = document;
    this.letterhead = document.letterhead();
    this.language = document.language();
    this.values = Values.in(language);
  }

  void write(OutputStream stream) throws IOException {
    out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
    try {
      head();
      body();
      writer().flush();
    } catch (UncheckedIOException stopped) {
      throw new IOException("the page was not taken", stopped);
    }
  }

  private Writer writer() {
    return Objects.requireNonNull(out, "write sets it");
  }

  private void raw(String html) {
    try {
      writer().write(html);
    } catch (IOException stopped) {
      throw new UncheckedIOException(stopped);
    }
  }

  private void head() {
    raw(
        "<!DOCTYPE html>\n<html lang=\""
            + language.tag()
            + "\">\n<head>\n<meta charset=\"utf-8\">\n");
    raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n");
    raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
    raw("<title>" + text(document.title() + " – " + document.subject()) + "</title>\n");
    raw("<style>\n" + style() + "</style>\n</head>\n");
  }

  private static String style() {
    try (InputStream css = HtmlWriter.class.getResourceAsStream("page.css")) {
      return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("page.css of loa-reporting cannot be read", broken);
    }
  }

  private void body() {
    raw("<body>\n<a class=\"skip\" href=\"#main\">");
    raw(language.of("Đến nội dung", "To the content") + "</a>\n");
    letterhead();
    contents();
    raw("<main id=\"main\">\n");
    document.blocks().forEach(this::block);
    raw("</main>\n");
    foot();
    raw("</body>\n</html>\n");
  }

  // Letterhead

  private void letterhead() {
    raw("<header>\n<div class=\"letterhead\">\n<div>\n");
    line(letterhead.superior());
    raw("<p><strong>" + isolated(letterhead.issuer()) + "</strong></p>\n");
    DocumentRef number = letterhead.number();
    String counted = number == null ? "……" : Integer.toString(number.number());
    line(language.of("Số: ", "No. ") + counted + "/" + letterhead.symbol());
    raw("</div>\n<div lang=\"vi\">\n");
    letterhead.state().forEach(this::line);
    String place = letterhead.place();
    String date = letterhead.date() == null ? "" : values.of(letterhead.date());
    String between = place == null || date.isEmpty() ? "" : ", ";
    line((place == null ? "" : place) + between + date);
    raw("</div>\n</div>\n<h1>" + isolated(document.title()) + "</h1>\n");
    raw("<p class=\"subject\">" + isolated(document.subject()) + "</p>\n</header>\n");
  }

  private void line(@Nullable String words) {
    if (words != null && !words.isEmpty()) {
      raw("<p>" + isolated(words) + "</p>\n");
    }
  }

  private void contents() {
    List<Block.Heading> headings =
        document.blocks().stream()
            .filter(Block.Heading.class::isInstance)
            .map(it -> (Block.Heading) it)
            .toList();
    if (headings.size() < SECTIONS) {
      return;
    }
    raw("<nav aria-label=\"" + language.of("Mục lục", "Contents") + "\">\n<ol>\n");
    for (int i = 0; i < headings.size(); i++) {
      raw("<li><a href=\"#s" + (i + 1) + "\">" + isolated(headings.get(i).text()));
      raw("</a></li>\n");
    }
    raw("</ol>\n</nav>\n");
  }

  private void foot() {
    raw("<footer>\n");
    if (!letterhead.recipients().isEmpty()) {
      raw("<div><strong><em>" + language.of("Nơi nhận", "Recipients") + ":</em></strong>\n<ul>\n");
      letterhead.recipients().forEach(it -> raw("<li>" + isolated(it) + "</li>\n"));
      raw("</ul></div>\n");
    }
    if (!letterhead.capacity().isEmpty()) {
      raw("<div class=\"signature\">\n");
      letterhead.capacity().forEach(this::line);
      String signer = letterhead.signer();
      raw("<p class=\"name\">" + (signer == null ? "" : isolated(signer)) + "</p>\n</div>\n");
    }
    raw("</footer>\n");
  }

  // Blocks

  private void block(Block block) {
    switch (block.kind()) {
      case HEADING -> {
        sections++;
        raw("<h2 id=\"s" + sections + "\">" + isolated(((Block.Heading) block).text()) + "</h2>\n");
      }
      case PARAGRAPH ->
          raw("<p class=\"field\">" + isolated(((Block.Paragraph) block).text()) + "</p>\n");
      case FIELD -> field((Block.Field) block);
      case TABLE -> table((Table) block);
      case PICTURE -> picture((Block.Picture) block);
    }
  }

  private void field(Block.Field field) {
    raw("<div class=\"field\"><strong>" + isolated(field.label()) + ":</strong> ");
    String words = field.text();
    raw(words == null ? "<span class=\"blank\"></span>" : isolated(words));
    raw("</div>\n");
  }

  private void picture(Block.Picture picture) {
    raw("<figure>\n<figcaption>" + isolated(picture.title()) + "</figcaption>\n");
    scroll(picture.title());
    raw(picture.svg());
    raw("</div>\n<details>\n<summary>");
    raw(language.of("Xem số liệu dạng bảng", "The figures as a table") + "</summary>\n");
    table(picture.table());
    raw("</details>\n</figure>\n");
  }

  /** What is wider than a phone scrolls by itself, also by keyboard. */
  private void scroll(String label) {
    raw(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\""
            + text(label)
            + "\">\n");
  }

  private void table(Table table) {
    if (table.shown() == 0) {
      return;
    }
    scroll(table.title());
    raw("<table id=\"" + table.key() + "\">\n<caption>" + isolated(table.title()));
    raw("</caption>\n<thead>\n<tr>");
    for (Column column : table.columns()) {
      raw("<th scope=\"col\"" + (column.isFigure() ? " class=\"n\">" : ">"));
      raw(isolated(column.title()) + "</th>");
    }
    raw("</tr>\n</thead>\n<tbody>\n");
    long[] count = {0};
    table
        .rows()
        .forEach(
            cells -> {
              count[0]++;
              if (count[0] <= table.shown()) {
                row(table.columns(), cells);
              }
            });
    raw("</tbody>\n");
    List<Cell> total = table.total();
    if (total != null) {
      raw("<tfoot>\n");
      row(table.columns(), total);
      raw("</tfoot>\n");
    }
    raw("</table>\n</div>\n");
    if (count[0] > table.shown()) {
      raw(
          "<p class=\"more\">"
              + language.of("… và ", "… and ")
              + values.of(count[0] - table.shown()));
      raw(language.of(" dòng nữa trong bảng tính.", " more rows in the workbook.") + "</p>\n");
    }
  }

  /** The first cell names the row. */
  private void row(List<Column> columns, List<Cell> cells) {
    raw("<tr>");
    for (int i = 0; i < columns.size(); i++) {
      boolean names = i == 0;
      raw(names ? "<th scope=\"row\"" : "<td");
      raw(columns.get(i).isFigure() ? " class=\"n\">" : ">");
      Cell cell = cells.get(i);
      raw(cell.kind() == Cell.Kind.WORDS ? isolated(values.of(cell)) : text(values.of(cell)));
      raw(names ? "</th>" : "</td>");
    }
    raw("</tr>\n");
  }

  /** Whoever wrote it, it ends here. Plain words need no element for that. */
  private static String isolated(String words) {
    boolean plain =
        words
            .codePoints()
            .noneMatch(
                c ->
                    Character.getType(c) == Character.FORMAT
                        || Character.getDirectionality(c) == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || Character.getDirectionality(c)
                            == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    return plain ? text(words) : "<bdi>" + text(words) + "</bdi>";
  }

  private static String text(String words) {
    return Xml.text(words).replace("&#9;", "\t").replace("&#10;", "\n");
  }
}
