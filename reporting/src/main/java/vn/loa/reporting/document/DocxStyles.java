package vn.loa.reporting.document;

import java.util.Locale;

/** The styles of a document: what it looks like stands here and in no paragraph. */
final class DocxStyles {

  private static final double TWIPS_OF_MM = 1440 / 25.4;

  private final Document document;
  private final PageStyle style;
  private final StringBuilder xml = new StringBuilder(8_192);

  DocxStyles(Document document) {
    this.document = document;
    this.style = document.letterhead().style();
  }

  static int twips(double millimetres) {
    return (int) Math.round(millimetres * TWIPS_OF_MM);
  }

  String xml() {
    xml.append(DocxWriter.root("styles"));
    defaults();
    double size = style.size();
    paragraph("Normal", true, "", "");
    paragraph(
        "Body",
        false,
        "<w:spacing w:after=\"80\" w:line=\""
            + Math.round(240 * style.spacing())
            + "\" w:lineRule=\"auto\"/><w:ind w:firstLine=\""
            + twips(style.indent())
            + "\"/><w:jc w:val=\"both\"/>",
        "");
    paragraph(
        "Heading1",
        false,
        "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"80\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/>");
    centred("Title", 240, 0, bold(size));
    centred("Subject", 0, 0, bold(size));
    centred("Rule", 0, 160, size(4));
    centred("Superior", 0, 0, size(size - 2));
    centred("Issuer", 0, 0, bold(size - 2));
    centred("State", 0, 0, bold(size - 2));
    centred("Motto", 0, 0, bold(size - 1));
    centred("Number", 0, 0, size(size - 1));
    centred("PlaceAndDate", 0, 0, "<w:i/>" + size(size - 1));
    centred("PageNumber", 0, 120, size(size - 1));
    centred("Capacity", 0, 0, bold(size));
    centred("Signer", 0, 0, bold(size));
    left("RecipientsHead", "", "<w:b/><w:i/>" + size(12));
    left("Recipient", "", size(11));
    left(
        "Caption",
        "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"60\"/>",
        "<w:b/><w:i/>" + size(size - 1));
    left("More", "<w:spacing w:after=\"120\"/>", "<w:i/>" + size(size - 2));
    return xml.append("</w:styles>").toString();
  }

  private void defaults() {
    String font = Xml.text(style.font());
    String language = document.language() == Language.VI ? "vi-VN" : "en-US";
    xml.append("<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"")
        .append(font)
        .append("\" w:hAnsi=\"")
        .append(font)
        .append("\" w:eastAsia=\"")
        .append(font)
        .append("\" w:cs=\"")
        .append(font)
        .append("\"/>")
        .append(size(style.size()))
        .append("<w:lang w:val=\"")
        .append(language)
        .append("\" w:eastAsia=\"")
        .append(language)
        .append("\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>")
        .append("<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>")
        .append("</w:pPr></w:pPrDefault></w:docDefaults>");
  }

  private void centred(String name, int before, int after, String runs) {
    paragraph(
        name,
        false,
        "<w:spacing w:before=\"%s\" w:after=\"%s\"/><w:jc w:val=\"center\"/>"
            .formatted(before, after),
        runs);
  }

  private void left(String name, String paragraphs, String runs) {
    paragraph(name, false, paragraphs, runs);
  }

  private void paragraph(String name, boolean standard, String paragraphs, String runs) {
    String word = name.equals("Heading1") ? "heading 1" : name;
    xml.append("<w:style w:type=\"paragraph\" w:styleId=\"").append(name).append('"');
    xml.append(standard ? " w:default=\"1\">" : ">");
    xml.append("<w:name w:val=\"").append(word).append("\"/>");
    xml.append(standard ? "" : "<w:basedOn w:val=\"Normal\"/>").append("<w:qFormat/>");
    xml.append("<w:pPr>").append(paragraphs).append("</w:pPr>");
    xml.append("<w:rPr>").append(runs).append("</w:rPr></w:style>");
  }

  private static String bold(double points) {
    return "<w:b/>" + size(points);
  }

  /** Sizes are in half points. */
  static String size(double points) {
    long halves = Math.round(Math.max(2, points * 2));
    return String.format(Locale.ROOT, "<w:sz w:val=\"%1$d\"/><w:szCs w:val=\"%1$d\"/>", halves);
  }
}
