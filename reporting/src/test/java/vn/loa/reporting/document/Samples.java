package vn.loa.reporting.document;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.ledger.Rate;

/** A document with every kind of block and cell. */
final class Samples {

  static final List<Column> COLUMNS =
      List.of(
          new Column("Tên", Cell.Kind.WORDS, 4),
          new Column("Số", Cell.Kind.COUNT, 2),
          new Column("Tỷ lệ", Cell.Kind.SHARE, 2),
          new Column("Ngày", Cell.Kind.DAY, 2),
          new Column("Lúc", Cell.Kind.MOMENT, 3),
          new Column("Trễ", Cell.Kind.SPAN, 2));

  static Document document() {
    return document(Language.VI, "Quận 1");
  }

  /** With these words wherever words may stand. */
  static Document document(Language language, String words) {
    Letterhead letterhead =
        Letterhead.builder(words)
            .superior(words)
            .number(new DocumentRef(15, "BC-STTTT"))
            .place(words)
            .date(LocalDate.of(2022, 2, 5))
            .recipients(List.of(words, "Lưu: VT"))
            .capacity(words, "PHÓ GIÁM ĐỐC")
            .signer(words)
            .build();
    return document(language, words, letterhead);
  }

  static Document document(Language language, String words, Letterhead letterhead) {
    return new Document(
        language,
        words,
        words,
        letterhead,
        List.of(
            new Block.Heading(words),
            new Block.Paragraph(words),
            table("first", words),
            new Block.Heading(words),
            new Block.Picture("drawn", words, svg(), table("drawn-table", words)),
            new Block.Heading(words),
            new Block.Field(words, words),
            new Block.Heading(words),
            new Block.Field(words, null)));
  }

  static Table table(String key, String words) {
    return Table.of(
            key,
            words,
            List.of(
                new Column(words, Cell.Kind.WORDS, 4),
                COLUMNS.get(1),
                COLUMNS.get(2),
                COLUMNS.get(3),
                COLUMNS.get(4),
                COLUMNS.get(5)),
            List.of(
                row(words),
                List.of(
                    Cell.BLANK,
                    Cell.of(0),
                    Cell.of(new Rate(0, 0)),
                    Cell.BLANK,
                    Cell.BLANK,
                    Cell.BLANK)))
        .withTotal(row(words));
  }

  static List<Cell> row(String words) {
    return List.of(
        Cell.of(words),
        Cell.of(1_234_567),
        Cell.of(new Rate(9, 12)),
        Cell.of(LocalDate.of(2022, 5, 14)),
        Cell.of(LocalDateTime.of(2022, 5, 14, 7, 5)),
        Cell.of(Duration.ofHours(31).plusMinutes(5)));
  }

  private static String svg() {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" role=\"img\""
        + " aria-labelledby=\"drawn-t\"><title id=\"drawn-t\">x</title></svg>";
  }

  private Samples() {}
}
