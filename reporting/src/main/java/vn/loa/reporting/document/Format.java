package vn.loa.reporting.document;

/** The forms in which a document can be written whole. */
public enum Format {
  /** Office Open XML text (ECMA-376), laid out as an administrative document. */
  DOCX("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
  /**
   * Office Open XML workbook: a sheet for each table, and further ones for rows beyond 1,048,575.
   * Shares are fractions shown as per cent, spans days shown as hours and minutes. It takes room
   * among the temporary files while it is written: about 1 KB a row.
   */
  XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
  /** One page that needs no other file and no script. */
  HTML("html", "text/html; charset=utf-8"),
  /** For a terminal, at most 100 columns. */
  TEXT("txt", "text/plain; charset=utf-8");

  private final String extension;
  private final String mediaType;

  Format(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  /** Without a dot. */
  public String extension() {
    return extension;
  }

  public String mediaType() {
    return mediaType;
  }
}
