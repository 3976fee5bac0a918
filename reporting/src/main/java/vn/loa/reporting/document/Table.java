package vn.loa.reporting.document;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of cells under columns. Rows come one by one, as often as they are asked for, and are not
 * kept: a table of millions costs what one row costs.
 *
 * @param key stable, {@code [a-z][a-z0-9-]*}, unique in a document: file name of its CSV
 * @param title what it shows; also the name of its sheet, which is cut to 31 characters
 * @param rows equal at every call
 * @param total below the rows, or null
 * @param shown so many rows at most where people read (page, document, text); the rest is counted
 *     there, and stands in the workbook and the CSV. 0 leaves the whole table to those
 */
public record Table(
    String key,
    String title,
    List<Column> columns,
    Rows rows,
    @Nullable List<Cell> total,
    int shown)
    implements Block {

  /** Where rows come from. */
  public interface Rows {

    /** Gives every row, in order; each has a cell for every column. */
    void forEach(Consumer<? super List<Cell>> row);
  }

  /** So many rows a person scrolls through. */
  public static final int SHOWN = 500;

  public Table {
    if (!key.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException("\"" + key + "\" is no key of a table; say work-by-theme");
    }
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("table " + key + " needs a column");
    }
    if (total != null) {
      total = List.copyOf(total);
      if (total.size() != columns.size()) {
        throw new IllegalArgumentException(
            "the total of table %s has %s cells for %s columns"
                .formatted(key, total.size(), columns.size()));
      }
    }
  }

  /** Of rows that are at hand. */
  public static Table of(
      String key, String title, List<Column> columns, List<? extends List<Cell>> rows) {
    List<List<Cell>> kept = List.copyOf(rows);
    return new Table(key, title, columns, kept::forEach, null, SHOWN);
  }

  /** The same for programs only: people find it in the workbook. */
  public Table unseen() {
    return new Table(key, title, columns, rows, total, 0);
  }

  public Table withTotal(List<Cell> total) {
    return new Table(key, title, columns, rows, total, shown);
  }

  @Override
  public Kind kind() {
    return Kind.TABLE;
  }
}
