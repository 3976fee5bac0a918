package vn.loa.channel.mqtt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The areas that some devices stand in, and those above them, numbered depth first: an area and all
 * that is in it are the rows {@code [row, end)}. An area that is not known stands at the top, under
 * its own code. Immutable.
 */
final class AreaRows {

  private final List<Areas.Area> areas = new ArrayList<>();
  private final Map<String, Integer> rows = new LinkedHashMap<>();
  private final int[] depths;
  private final int[] ends;

  /**
   * @param standing codes of the areas in which devices stand
   */
  AreaRows(Areas known, Set<String> standing) {
    Set<String> shown = new HashSet<>();
    standing.forEach(code -> shown.addAll(known.ancestors(code)));
    known.all().stream().filter(it -> shown.contains(it.code())).forEach(this::add);
    for (String code : standing) {
      if (!rows.containsKey(code)) {
        add(new Areas.Area(code, code, "", null));
      }
    }
    this.depths = new int[areas.size()];
    this.ends = new int[areas.size()];
    for (int row = 0; row < areas.size(); row++) {
      Integer above = rows.get(areas.get(row).parent());
      depths[row] = above == null ? 0 : depths[above] + 1;
    }
    for (int row = areas.size() - 1; row >= 0; row--) {
      ends[row] = endOf(row);
    }
  }

  private void add(Areas.Area area) {
    rows.put(area.code(), areas.size());
    areas.add(area);
  }

  private int endOf(int row) {
    int end = row + 1;
    while (end < areas.size() && depths[end] > depths[row]) {
      end = ends[end];
    }
    return end;
  }

  int size() {
    return areas.size();
  }

  Areas.Area area(int row) {
    return areas.get(row);
  }

  /**
   * @throws IllegalArgumentException if the area has no row
   */
  int row(String code) {
    Integer row = rows.get(code);
    if (row == null) {
      throw new IllegalArgumentException(
          "area \"" + code + "\" has no row: no device in it was addressed; rows are " + rows());
    }
    return row;
  }

  private String rows() {
    return rows.size() <= 10 ? rows.keySet().toString() : rows.size() + " others";
  }

  /** 0 at the top. */
  int depth(int row) {
    return depths[row];
  }

  /** The row after the last one in an area. */
  int end(int row) {
    return ends[row];
  }

  /** Whether no area with devices lies in it. */
  boolean isWard(int row) {
    return ends[row] == row + 1;
  }
}
