package vn.loa.reporting.document;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes a document as WordprocessingML (ECMA-376, part 1): letterhead, title and subject, body,
 * recipients and signature, on paper as the letterhead's style has it. Names of styles are ours.
 */
final class DocxWriter {

  private static final int COMPRESSION = 6;
  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
  private static final String MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String TYPES =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.";

  private final Document document;

  DocxWriter(Document document) {
    this.document = document;
  }

  void write(OutputStream out) throws IOException {
    try (Parts parts = new Parts(out, COMPRESSION)) {
      parts.add("[Content_Types].xml", contentTypes());
      parts.add("_rels/.rels", relations());
      parts.add("docProps/core.xml", properties());
      parts.add("word/_rels/document.xml.rels", documentRelations());
      parts.add("word/header1.xml", header());
      parts.add("word/styles.xml", new DocxStyles(document).xml());
      Writer body =
          new BufferedWriter(
              new OutputStreamWriter(parts.begin("word/document.xml"), StandardCharsets.UTF_8));
      new DocxBody(document, body).write();
      body.flush();
    }
  }

  private static String contentTypes() {
    return HEAD
        + "<Types xmlns=\""
        + PACKAGE
        + "content-types\"><Default Extension=\"rels\" ContentType=\""
        + "application/vnd.openxmlformats-package.relationships+xml\"/>"
        + override(
            "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
        + override("/word/document.xml", TYPES + "document.main+xml")
        + override("/word/header1.xml", TYPES + "header+xml")
        + override("/word/styles.xml", TYPES + "styles+xml")
        + "</Types>";
  }

  private static String override(String part, String type) {
    return "<Override PartName=\"" + part + "\" ContentType=\"" + type + "\"/>";
  }

  private static String relations() {
    return HEAD
        + "<Relationships xmlns=\""
        + PACKAGE
        + "relationships\">"
        + relation("rId1", OFFICE + "/officeDocument", "word/document.xml")
        + relation("rId2", PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml")
        + "</Relationships>";
  }

  private static String documentRelations() {
    return HEAD
        + "<Relationships xmlns=\""
        + PACKAGE
        + "relationships\">"
        + relation("rId1", OFFICE + "/styles", "styles.xml")
        + relation(DocxBody.HEADER, OFFICE + "/header", "header1.xml")
        + "</Relationships>";
  }

  private static String relation(String id, String type, String target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + type + "\" Target=\"" + target + "\"/>";
  }

  /** Without a date: equal documents are equal octets. */
  private String properties() {
    return HEAD
        + "<cp:coreProperties xmlns:cp=\""
        + PACKAGE
        + "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>"
        + Xml.text(document.title() + " – " + document.subject())
        + "</dc:title><dc:creator>"
        + Xml.text(document.letterhead().issuer())
        + "</dc:creator><dc:language>"
        + document.language().tag()
        + "</dc:language></cp:coreProperties>";
  }

  /** The number of the page, above all pages but the first. */
  private static String header() {
    return HEAD
        + "<w:hdr xmlns:w=\""
        + MAIN
        + "\"><w:p><w:pPr><w:pStyle w:val=\"PageNumber\"/></w:pPr>"
        + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
        + "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>"
        + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r>"
        + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:hdr>";
  }

  static String root(String element) {
    return HEAD + "<w:" + element + " xmlns:w=\"" + MAIN + "\" xmlns:r=\"" + OFFICE + "\">";
  }
}
