package vn.loa.reporting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Evidence;
import vn.loa.plan.ReportKey;
import vn.loa.reporting.document.Document;
import vn.loa.reporting.document.Format;

/**
 * A report as it was signed: its octets stand, and the ledger keeps their digests. Immutable.
 *
 * @see Reports#file
 */
public final class ApprovedReport {

  private final ReportKey key;
  private final boolean empty;
  private final DocumentRef number;
  private final LocalDate date;
  private final byte[] docx;
  private final byte[] json;

  private ApprovedReport(
      ReportKey key, boolean empty, DocumentRef number, LocalDate date, byte[] docx, byte[] json) {
    this.key = key;
    this.empty = empty;
    this.number = number;
    this.date = date;
    this.docx = docx;
    this.json = json;
  }

  static ApprovedReport of(
      ReportKey key,
      boolean empty,
      @Nullable String difficulties,
      @Nullable String proposals,
      Document document,
      byte[] json) {
    DocumentRef number = document.letterhead().number();
    LocalDate date = document.letterhead().date();
    List<String> open = new ArrayList<>();
    if (difficulties == null) {
      open.add("difficulties (withDifficulties)");
    }
    if (proposals == null) {
      open.add("proposals (withProposals)");
    }
    if (number == null) {
      open.add("the document's number (Letterhead.Builder.number)");
    }
    if (date == null) {
      open.add("its date (Letterhead.Builder.date)");
    }
    if (number == null || date == null || !open.isEmpty()) {
      throw new IllegalStateException(
          "the %s cannot be approved yet; fill in %s".formatted(key, String.join(", ", open)));
    }
    return new ApprovedReport(key, empty, number, date, document.bytes(Format.DOCX), json);
  }

  /** What it is filed as. */
  public ReportKey key() {
    return key;
  }

  /** Whether it says only that nothing happened. */
  public boolean isEmpty() {
    return empty;
  }

  /** Under which it is sent. */
  public DocumentRef number() {
    return number;
  }

  /** The date on it. */
  public LocalDate date() {
    return date;
  }

  /** The signed text: a copy. */
  public byte[] docx() {
    return docx.clone();
  }

  /** The same for programs: a copy. */
  public byte[] json() {
    return json.clone();
  }

  /** Digests of text and figures, as the ledger keeps them. */
  public List<Evidence> evidence() {
    return List.of(
        evidence(name("docx"), Format.DOCX.mediaType(), docx),
        evidence(name("json"), "application/json", json));
  }

  /**
   * Writes both files, under the names of their {@link #evidence()}.
   *
   * @param folder which is there
   * @return the files
   * @throws IOException when they cannot be written
   */
  public List<Path> writeTo(Path folder) throws IOException {
    return List.of(
        Files.write(folder.resolve(name("docx")), docx),
        Files.write(folder.resolve(name("json")), json));
  }

  private String name(String extension) {
    String document = number.toString().replace('/', '-');
    return String.join(".", key.agency(), key.obligation(), key.period(), document, extension);
  }

  private static Evidence evidence(String name, String mediaType, byte[] octets) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets);
      return new Evidence(name, mediaType, octets.length, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
