package vn.loa.reporting.document;

import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import vn.loa.plan.ledger.Rate;

/** Writes a table as CSV. */
final class CsvWriter {

  private static final int DECIMALS = 6;

  /** Also in full width, as East Asian keyboards have them. */
  private static final String BEGINS_A_FORMULA = "=+-@＝＋－＠";

  void write(Table table, boolean bom, OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    if (bom) {
      text.write('\ufeff');
    }
    try {
      de.siegmar.fastcsv.writer.CsvWriter csv =
          de.siegmar.fastcsv.writer.CsvWriter.builder()
              .lineDelimiter(LineDelimiter.CRLF)
              .build(text);
      csv.writeRecord(table.columns().stream().map(it -> words(it.title())).toList());
      table.rows().forEach(row -> csv.writeRecord(row(row)));
      List<Cell> total = table.total();
      if (total != null) {
        csv.writeRecord(row(total));
      }
      csv.flush();
    } catch (UncheckedIOException stopped) {
      throw new IOException("the CSV of table " + table.key() + " was not taken", stopped);
    }
    text.flush();
  }

  private static List<String> row(List<Cell> cells) {
    return cells.stream().map(CsvWriter::value).toList();
  }

  private static String value(Cell cell) {
    return switch (cell.kind()) {
      case BLANK -> "";
      case WORDS -> words(((Cell.Words) cell).words());
      case COUNT -> Long.toString(((Cell.Count) cell).count());
      case SHARE -> share(((Cell.Share) cell).rate());
      case DAY -> ((Cell.Day) cell).day().toString();
      case MOMENT -> ((Cell.Moment) cell).moment().toString();
      case SPAN -> ((Cell.Span) cell).span().toString();
    };
  }

  private static String share(Rate rate) {
    return rate.isApplicable()
        ? BigDecimal.valueOf(rate.part())
            .divide(BigDecimal.valueOf(rate.whole()), DECIMALS, RoundingMode.DOWN)
            .stripTrailingZeros()
            .toPlainString()
        : "";
  }

  /** What a spreadsheet might compute is given to it as words: OWASP, CSV injection. */
  private static String words(String words) {
    String legal = Xml.legal(words);
    return isFormula(legal) ? "'" + legal : legal;
  }

  private static boolean isFormula(String words) {
    return words.startsWith("\t")
        || words.startsWith("\n")
        || BEGINS_A_FORMULA.indexOf(firstVisible(words)) >= 0;
  }

  /** 0 where there is none. */
  private static int firstVisible(String words) {
    return words
        .codePoints()
        .filter(c -> !Character.isWhitespace(c) && !isInvisible(c))
        .findFirst()
        .orElse(0);
  }

  private static boolean isInvisible(int codePoint) {
    return Character.isSpaceChar(codePoint)
        || Character.getType(codePoint) == Character.FORMAT
        || codePoint == 0xfffd;
  }
}
