package vn.loa.reporting.document;

/**
 * Paper and type of an administrative document. Lengths are in millimetres, sizes in points.
 *
 * @param size of running text
 * @param indent of the first line of a paragraph
 * @param spacing between lines, 1 is single
 */
public record PageStyle(
    String font,
    double size,
    int width,
    int height,
    int top,
    int right,
    int bottom,
    int left,
    int indent,
    double spacing) {

  /**
   * A4 and Times New Roman 14, with margins within those of Decree 30/2020/NĐ-CP, annex I: top and
   * bottom 20 to 25, left 30 to 35, right 15 to 20.
   */
  public static final PageStyle DECREE_30 =
      new PageStyle("Times New Roman", 14, 210, 297, 20, 15, 20, 30, 10, 1.15);

  public PageStyle {
    if (font.isBlank()) {
      throw new IllegalArgumentException("a page needs a font");
    }
    if (size < 6 || size > 72) {
      throw new IllegalArgumentException("a font of " + size + " points cannot be read; 6 to 72");
    }
    if (width - left - right < 50 || height - top - bottom < 50) {
      throw new IllegalArgumentException(
          "margins leave no page of at least 50 by 50 mm on " + width + " by " + height);
    }
    if (top < 0 || right < 0 || bottom < 0 || left < 0 || indent < 0 || !(spacing >= 0.5)) {
      throw new IllegalArgumentException("no margin is negative, and lines are 0.5 apart or more");
    }
  }

  public PageStyle withSize(double points) {
    return new PageStyle(font, points, width, height, top, right, bottom, left, indent, spacing);
  }

  public PageStyle withFont(String font) {
    return new PageStyle(font, size, width, height, top, right, bottom, left, indent, spacing);
  }
}
