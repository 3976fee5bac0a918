package vn.loa.sms.audience;

import java.nio.file.Path;

/**
 * Reads who a message is for from a file as a ward keeps it, the short way: CSV with a header row,
 * UTF-8 with or without byte order mark, separated by comma, semicolon, tab or bar; or a workbook
 * with a header row. A bad row is reported with its line and harms only itself. Everything else,
 * such as files without header or too long for memory, is read by an {@link AudienceReader}.
 */
public final class AudienceFile {

  private AudienceFile() {}

  /**
   * Reads phone numbers from the column that is called {@code phone}, {@code mobile}, {@code
   * so_dien_thoai}, {@code sdt} or the like; case, marks and spaces do not matter.
   *
   * @throws AudienceFileException if the file is not there, is not UTF-8, or has no such column
   */
  public static AudienceReading read(Path file) {
    return AudienceReader.builder().header(HeaderRow.PRESENT).build().read(file);
  }

  /**
   * Reads phone numbers from the column of this name; case, marks and spaces do not matter.
   *
   * @throws AudienceFileException if the file is not there, is not UTF-8, or has no such column
   */
  public static AudienceReading read(Path file, String phoneColumn) {
    return AudienceReader.builder()
        .header(HeaderRow.PRESENT)
        .column(phoneColumn)
        .build()
        .read(file);
  }
}
