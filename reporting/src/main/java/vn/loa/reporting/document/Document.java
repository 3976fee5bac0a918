package vn.loa.reporting.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * A title, a letterhead and blocks one below the other, in one language. Equal documents are
 * written as equal octets, whatever the machine, its clock and its locale.
 *
 * <p>Text may come from anybody: no form lets it become markup or a formula. What a form cannot
 * hold (a control character, half a surrogate pair) is written as U+FFFD.
 *
 * @param title what sort of document it is: {@code BÁO CÁO}
 * @param subject what it is about, below the title
 */
public record Document(
    Language language, String title, String subject, Letterhead letterhead, List<Block> blocks) {

  public Document {
    blocks = List.copyOf(blocks);
    List<String> keys = Stream.concat(tables(blocks), pictures(blocks)).toList();
    if (keys.stream().distinct().count() < keys.size()) {
      throw new IllegalArgumentException("tables and pictures need keys of their own: " + keys);
    }
  }

  private static Stream<String> tables(List<Block> blocks) {
    return blocks.stream().filter(Table.class::isInstance).map(it -> ((Table) it).key());
  }

  private static Stream<String> pictures(List<Block> blocks) {
    return blocks.stream()
        .filter(Block.Picture.class::isInstance)
        .map(it -> (Block.Picture) it)
        .flatMap(it -> Stream.of(it.key(), it.table().key()));
  }

  /** Every table, also those of pictures, in order. */
  public List<Table> tables() {
    return blocks.stream()
        .flatMap(
            block ->
                switch (block.kind()) {
                  case TABLE -> Stream.of((Table) block);
                  case PICTURE -> Stream.of(((Block.Picture) block).table());
                  case HEADING, PARAGRAPH, FIELD -> Stream.of();
                })
        .toList();
  }

  /** Every picture, in order. */
  public List<Block.Picture> pictures() {
    return blocks.stream()
        .filter(Block.Picture.class::isInstance)
        .map(it -> (Block.Picture) it)
        .toList();
  }

  /**
   * @throws NoSuchElementException when there is none of this key
   */
  public Table table(String key) {
    return tables().stream()
        .filter(it -> it.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "no table \"%s\" in \"%s\"; it has %s"
                        .formatted(key, subject, tables().stream().map(Table::key).toList())));
  }

  /**
   * Writes it whole, and leaves the stream open.
   *
   * @throws IOException when the stream fails
   */
  public void write(Format format, OutputStream out) throws IOException {
    switch (format) {
      case DOCX -> new DocxWriter(this).write(out);
      case XLSX -> new XlsxWriter(this).write(out);
      case HTML -> new HtmlWriter(this).write(out);
      case TEXT -> new TextWriter(this).write(out);
    }
  }

  /** As {@link #write}, for a document that is not large. */
  public byte[] bytes(Format format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(format, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory took no octets", impossible);
    }
    return out.toByteArray();
  }

  /**
   * Writes one of its tables as CSV by RFC 4180, UTF-8, a first row of titles, and leaves the
   * stream open. Counts are digits, shares decimal fractions, dates and times ISO 8601, spans ISO
   * 8601 too ({@code PT31H}). Words that a spreadsheet would take for a formula begin with an
   * apostrophe.
   *
   * @param bom whether a byte order mark comes first: some spreadsheets take it for the sign of
   *     UTF-8
   * @throws NoSuchElementException when there is no table of this key
   * @throws IOException when the stream fails
   */
  public void writeCsv(String table, boolean bom, OutputStream out) throws IOException {
    new CsvWriter().write(table(table), bom, out);
  }
}
