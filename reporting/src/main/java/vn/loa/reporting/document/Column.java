package vn.loa.reporting.document;

/**
 * What stands in one column of a table.
 *
 * @param title for people
 * @param kind what its cells are, where they are not blank; a cell of another kind may stand there
 *     all the same
 * @param share of the table's width, at least 1
 */
public record Column(String title, Cell.Kind kind, int share) {

  public Column {
    if (share < 1) {
      throw new IllegalArgumentException("column \"" + title + "\" needs a share of at least 1");
    }
  }

  /** Whether its cells are figures, which stand to the right. */
  public boolean isFigure() {
    return kind == Cell.Kind.COUNT || kind == Cell.Kind.SHARE;
  }
}
