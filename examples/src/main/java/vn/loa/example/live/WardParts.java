package vn.loa.example.live;

import java.util.ArrayList;
import java.util.List;
import vn.loa.channel.Message;
import vn.loa.channel.mqtt.WardBoard;

/** A board of wards, as the page shows it: districts are one below the top, wards two. */
public final class WardParts {

  private static final int DISTRICT = 1;
  private static final int WARD = 2;

  private WardParts() {}

  public static Parts.Wards wards(WardBoard board, Message message) {
    List<WardBoard.Row> rows = board.rows();
    List<Parts.District> districts = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).depth() == DISTRICT) {
        districts.add(district(rows, row));
      }
    }
    return new Parts.Wards(
        message.title(),
        message.urgency().name(),
        board.total().devices(),
        board.total().heard(),
        districts.stream().mapToInt(it -> it.wards().size()).sum(),
        (int)
            districts.stream().flatMap(it -> it.wards().stream()).filter(WardParts::hears).count(),
        districts);
  }

  private static Parts.District district(List<WardBoard.Row> rows, int at) {
    List<Parts.Ward> wards = new ArrayList<>();
    for (int row = at + 1; row < rows.size() && rows.get(row).depth() >= WARD; row++) {
      if (rows.get(row).depth() == WARD) {
        wards.add(ward(rows.get(row)));
      }
    }
    WardBoard.Row row = rows.get(at);
    WardBoard.Counts counts = row.counts();
    boolean dark = counts.offline() > 0 && counts.offline() == counts.devices() - counts.heard();
    return new Parts.District(
        row.code(), row.name(), counts.devices(), counts.heard(), dark, wards);
  }

  private static Parts.Ward ward(WardBoard.Row row) {
    WardBoard.Counts counts = row.counts();
    return new Parts.Ward(row.name(), counts.devices(), counts.heard(), state(counts));
  }

  private static boolean hears(Parts.Ward ward) {
    return ward.heard() > 0;
  }

  private static String state(WardBoard.Counts counts) {
    if (counts.heard() == counts.devices()) {
      return "heard";
    }
    if (counts.playing() > 0) {
      return "playing";
    }
    if (counts.offline() > 0) {
      return "offline";
    }
    if (counts.waiting() > 0) {
      return "waiting";
    }
    return counts.heard() > 0 ? "part" : "silent";
  }
}
