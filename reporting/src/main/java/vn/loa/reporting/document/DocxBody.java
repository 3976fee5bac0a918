package vn.loa.reporting.document;

import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.DocumentRef;

/** The main part of a DOCX, block by block. */
final class DocxBody {

  /** Relation of the page header. */
  static final String HEADER = "rId2";

  /** Of the width between the margins: who writes stands left, the state right. */
  private static final double LEFT = 0.38;

  /** More do not fit on the paper; the workbook has them. */
  private static final int MOST_COLUMNS = 11;

  /** More are no longer read on paper; the workbook has them. */
  private static final int MOST_ROWS = 100;

  private static final int BLANK_LINES_TO_SIGN = 4;
  private static final String ROOM = "\u00a0".repeat(6);
  private static final String DOTS = "…".repeat(40);

  private final Document document;
  private final Letterhead letterhead;
  private final PageStyle style;
  private final Language language;
  private final Values values;
  private final Writer out;
  private final int width;

  DocxBody(Document document, Writer out) {
    this.document = document;
    this.letterhead = document.letterhead();
    this.style = letterhead.style();
    this.language = document.language();
    this.values = Values.in(language);
    this.out = out;
    this.width = DocxStyles.twips(style.width() - style.left() - style.right());
  }

  void write() throws IOException {
    out.write(DocxWriter.root("document"));
    out.write("<w:body>");
    head();
    paragraph("Title", document.title());
    paragraph("Subject", document.subject());
    rule(0.36 * width);
    for (Block block : document.blocks()) {
      block(block);
    }
    foot();
    section();
    out.write("</w:body></w:document>");
  }

  // Letterhead

  private void head() throws IOException {
    beginPlainTable();
    out.write("<w:tr>");
    beginCell((int) (width * LEFT));
    String superior = letterhead.superior();
    if (superior != null) {
      paragraph("Superior", superior);
    }
    paragraph("Issuer", letterhead.issuer());
    rule(0.7 * LEFT * width, (int) (width * LEFT));
    out.write("</w:tc>");
    beginCell(right());
    List<String> state = letterhead.state();
    for (int i = 0; i < state.size(); i++) {
      paragraph(i == 0 ? "State" : "Motto", state.get(i));
    }
    rule(state.isEmpty() ? 0 : 0.3 * width, right());
    out.write("</w:tc></w:tr><w:tr>");
    beginCell((int) (width * LEFT));
    paragraph("Number", number());
    out.write("</w:tc>");
    beginCell(right());
    paragraph("PlaceAndDate", placeAndDate());
    out.write("</w:tc></w:tr></w:tbl>");
  }

  private int right() {
    return width - (int) (width * LEFT);
  }

  private String number() {
    DocumentRef number = letterhead.number();
    String counted = number == null ? ROOM : Integer.toString(number.number());
    return language.of("Số: ", "No. ") + counted + "/" + letterhead.symbol();
  }

  private String placeAndDate() {
    String place = letterhead.place();
    return (place == null ? "" : place + ", ") + date(letterhead.date());
  }

  /** Days below ten and the months 1 and 2 bear a nought: Decree 30/2020/NĐ-CP, annex I. */
  private String date(@Nullable LocalDate date) {
    if (date == null) {
      return language.of("ngày" + ROOM + "tháng" + ROOM + "năm" + ROOM, ROOM + ROOM + ROOM);
    }
    if (language == Language.EN) {
      return values.of(date);
    }
    String month = date.getMonth().compareTo(Month.FEBRUARY) <= 0 ? "%02d" : "%d";
    return String.format(
        Locale.ROOT,
        "ngày %02d tháng " + month + " năm %d",
        date.getDayOfMonth(),
        date.getMonthValue(),
        date.getYear());
  }

  private void foot() throws IOException {
    if (letterhead.recipients().isEmpty() && letterhead.capacity().isEmpty()) {
      return;
    }
    paragraph("Normal", "");
    beginPlainTable();
    out.write("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    beginCell((int) (width * LEFT));
    paragraph("RecipientsHead", language.of("Nơi nhận:", "Recipients:"));
    for (String recipient : letterhead.recipients()) {
      paragraph("Recipient", "- " + recipient + ";");
    }
    out.write("</w:tc>");
    beginCell(right());
    for (String line : letterhead.capacity()) {
      paragraph("Capacity", line);
    }
    for (int i = 0; i < BLANK_LINES_TO_SIGN; i++) {
      paragraph("Signer", "");
    }
    String signer = letterhead.signer();
    paragraph("Signer", signer == null ? "" : signer);
    out.write("</w:tc></w:tr></w:tbl>");
  }

  private void section() throws IOException {
    paragraph("Recipient", "");
    out.write("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"" + HEADER + "\"/>");
    out.write(
        "<w:pgSz w:w=\"%s\" w:h=\"%s\"/>"
            .formatted(DocxStyles.twips(style.width()), DocxStyles.twips(style.height())));
    out.write(
        "<w:pgMar w:top=\"%s\" w:right=\"%s\" w:bottom=\"%s\" w:left=\"%s\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>"
            .formatted(
                DocxStyles.twips(style.top()),
                DocxStyles.twips(style.right()),
                DocxStyles.twips(style.bottom()),
                DocxStyles.twips(style.left())));
    out.write("<w:titlePg/></w:sectPr>");
  }

  // Blocks

  private void block(Block block) throws IOException {
    switch (block.kind()) {
      case HEADING -> paragraph("Heading1", ((Block.Heading) block).text());
      case PARAGRAPH -> paragraph("Body", ((Block.Paragraph) block).text());
      case FIELD -> field((Block.Field) block);
      case TABLE -> table((Table) block);
      case PICTURE -> table(((Block.Picture) block).table());
    }
  }

  private void field(Block.Field field) throws IOException {
    begin("Body");
    run("<w:rPr><w:b/></w:rPr>", field.label() + ": ");
    String text = field.text();
    run("", text == null ? DOTS + "\n" + DOTS + DOTS : text);
    out.write("</w:p>");
  }

  private void table(Table table) throws IOException {
    List<Column> columns = table.columns();
    if (table.shown() == 0 || columns.size() > MOST_COLUMNS) {
      return;
    }
    paragraph("Caption", table.title());
    List<Integer> widths = widths(columns);
    String size = "<w:rPr>" + DocxStyles.size(size(columns.size())) + "</w:rPr>";
    String bold = "<w:rPr><w:b/>" + DocxStyles.size(size(columns.size())) + "</w:rPr>";
    out.write(
        "<w:tbl><w:tblPr><w:tblW w:w=\""
            + width
            + "\" w:type=\"dxa\"/><w:tblBorders>"
            + border("top")
            + border("left")
            + border("bottom")
            + border("right")
            + border("insideH")
            + border("insideV")
            + "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>"
            + "<w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/>"
            + "</w:tblCellMar></w:tblPr><w:tblGrid>"
            + widths.stream()
                .map(it -> "<w:gridCol w:w=\"" + it + "\"/>")
                .collect(Collectors.joining())
            + "</w:tblGrid>");
    out.write("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (int i = 0; i < columns.size(); i++) {
      cell(widths.get(i), "center", bold, columns.get(i).title());
    }
    out.write("</w:tr>");
    Rows rows = new Rows(table, widths, size);
    table.rows().forEach(rows::add);
    rows.rethrow();
    List<Cell> total = table.total();
    if (total != null) {
      row(columns, widths, bold, total);
    }
    out.write("</w:tbl>");
    rows.tellRest();
  }

  /** Writes rows as they come, up to those that are shown. */
  private final class Rows {

    private final Table table;
    private final List<Integer> widths;
    private final String run;
    private long count;
    private @Nullable IOException failed;

    Rows(Table table, List<Integer> widths, String run) {
      this.table = table;
      this.widths = widths;
      this.run = run;
    }

    void add(List<Cell> cells) {
      count++;
      if (count > printed() || failed != null) {
        return;
      }
      try {
        row(table.columns(), widths, run, cells);
      } catch (IOException stopped) {
        failed = stopped;
      }
    }

    private int printed() {
      return Math.min(MOST_ROWS, table.shown());
    }

    void rethrow() throws IOException {
      if (failed != null) {
        throw failed;
      }
    }

    void tellRest() throws IOException {
      long rest = count - printed();
      if (rest > 0) {
        paragraph(
            "More",
            language.of("… và ", "… and ")
                + values.of(rest)
                + language.of(" dòng nữa trong bảng tính.", " more rows in the workbook."));
      }
    }
  }

  private void row(List<Column> columns, List<Integer> widths, String run, List<Cell> cells)
      throws IOException {
    out.write("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (int i = 0; i < columns.size(); i++) {
      String side = columns.get(i).isFigure() ? "right" : "left";
      cell(widths.get(i), side, run, values.of(cells.get(i)));
    }
    out.write("</w:tr>");
  }

  private void cell(int twips, String side, String run, String text) throws IOException {
    beginCell(twips);
    out.write("<w:p><w:pPr><w:jc w:val=\"" + side + "\"/></w:pPr>");
    run(run, text);
    out.write("</w:p></w:tc>");
  }

  private double size(int columns) {
    double wanted = columns <= 6 ? style.size() - 3 : columns <= 8 ? style.size() - 4.5 : 8;
    return Math.max(8, wanted);
  }

  /** They add up to the width between the margins. */
  private List<Integer> widths(List<Column> columns) {
    int shares = columns.stream().mapToInt(Column::share).sum();
    List<Integer> widths = new ArrayList<>();
    int left = width;
    int leftShares = shares;
    for (Column column : columns) {
      int own = (int) ((long) left * column.share() / leftShares);
      widths.add(own);
      left -= own;
      leftShares -= column.share();
    }
    return widths;
  }

  private static String border(String side) {
    return "<w:" + side + " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>";
  }

  // Smaller

  private void beginPlainTable() throws IOException {
    out.write(
        "<w:tbl><w:tblPr><w:tblW w:w=\"%s\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"%s\"/><w:gridCol w:w=\"%s\"/></w:tblGrid>"
            .formatted(width, (int) (width * LEFT), right()));
  }

  private void beginCell(int twips) throws IOException {
    out.write("<w:tc><w:tcPr><w:tcW w:w=\"" + twips + "\" w:type=\"dxa\"/></w:tcPr>");
  }

  private void rule(double length) throws IOException {
    rule(length, width);
  }

  /** A line in the middle: a border between indents. */
  private void rule(double length, int within) throws IOException {
    int side = (int) Math.max(0, (within - length) / 2);
    out.write("<w:p><w:pPr><w:pStyle w:val=\"Rule\"/>");
    if (length > 0) {
      out.write(
          "<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"auto\"/></w:pBdr>");
    }
    out.write("<w:ind w:left=\"%1$s\" w:right=\"%1$s\"/></w:pPr></w:p>".formatted(side));
  }

  private void paragraph(String style, String text) throws IOException {
    begin(style);
    run("", text);
    out.write("</w:p>");
  }

  private void begin(String style) throws IOException {
    out.write("<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>");
  }

  /** Line feeds and tabs are elements of their own. */
  private void run(String properties, String text) throws IOException {
    if (text.isEmpty()) {
      return;
    }
    out.write("<w:r>" + properties);
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '\n';
      if (c == '\n' || c == '\t') {
        if (i > from) {
          String words = Xml.text(text.substring(from, i));
          out.write("<w:t xml:space=\"preserve\">" + words + "</w:t>");
        }
        if (i < text.length()) {
          out.write(c == '\n' ? "<w:br/>" : "<w:tab/>");
        }
        from = i + 1;
      }
    }
    out.write("</w:r>");
  }
}
