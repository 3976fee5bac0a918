package vn.loa.reporting;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import vn.loa.reporting.document.Block;
import vn.loa.reporting.document.Document;
import vn.loa.reporting.document.Format;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Letterhead;
import vn.loa.reporting.document.Table;

/**
 * Everything that a consolidated report comes in: the document in each form, its tables as CSV, its
 * pictures as SVG, the figures as JSON, and the deadlines as a calendar. Equal reports give equal
 * files. Immutable.
 */
public final class ReportPack {

  /** Writes one file. */
  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** One file of a pack. */
  public static final class Piece {

    private final String name;
    private final String mediaType;
    private final Content content;

    private Piece(String name, String mediaType, Content content) {
      this.name = name;
      this.mediaType = mediaType;
      this.content = content;
    }

    /** Without a folder. */
    public String name() {
      return name;
    }

    public String mediaType() {
      return mediaType;
    }

    /**
     * Writes it, and leaves the stream open.
     *
     * @throws IOException when the stream fails
     */
    public void write(OutputStream out) throws IOException {
      content.write(out);
    }

    /** As {@link #write}, for a piece that is not large. */
    public byte[] bytes() throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      write(out);
      return out.toByteArray();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Piece> pieces = new ArrayList<>();
  private final String stem;

  private ReportPack(String stem) {
    this.stem = stem;
  }

  /**
   * @param bom whether the CSV files begin with a byte order mark, as some spreadsheets need
   */
  public static ReportPack of(
      ConsolidatedReport report,
      DueCalendar calendar,
      Language language,
      Letterhead letterhead,
      boolean bom) {
    String stem = String.join(".", report.date().obligation().id(), report.date().period().label());
    ReportPack pack = new ReportPack(stem);
    Document document = report.document(language, letterhead);
    for (Format format : Format.values()) {
      pack.add(format.extension(), format.mediaType(), out -> document.write(format, out));
    }
    pack.add("json", "application/json", out -> out.write(report.json()));
    pack.add(
        "ics",
        "text/calendar; charset=utf-8",
        out -> out.write(calendar.ics(language, report.asOf())));
    for (Table table : document.tables()) {
      pack.add(
          table.key() + ".csv",
          "text/csv; charset=utf-8",
          out -> document.writeCsv(table.key(), bom, out));
    }
    for (Block.Picture picture : document.pictures()) {
      pack.add(
          picture.key() + ".svg",
          "image/svg+xml",
          out -> out.write(picture.svg().getBytes(StandardCharsets.UTF_8)));
    }
    return pack;
  }

  private void add(String end, String mediaType, Content content) {
    pieces.add(new Piece(stem + "." + end, mediaType, content));
  }

  /** The same each time they are written. */
  public List<Piece> pieces() {
    return List.copyOf(pieces);
  }

  /**
   * Writes every piece; a piece of before is replaced whole, or stays.
   *
   * @param folder made if it is not there
   * @return the files, in the order of {@link #pieces()}
   * @throws IOException when one cannot be written
   */
  public List<Path> writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    for (Piece piece : pieces) {
      Path file = folder.resolve(piece.name());
      Path begun = folder.resolve(piece.name() + ".part");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(begun))) {
        piece.write(out);
      }
      files.add(Files.move(begun, file, StandardCopyOption.REPLACE_EXISTING));
    }
    return List.copyOf(files);
  }
}
