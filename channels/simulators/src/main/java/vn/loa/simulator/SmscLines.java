package vn.loa.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are open. Safe for use by several threads, but for {@link #nextWithRoom}.
 */
final class SmscLines {

  private volatile List<SmscLine> open = List.of();
  private int turn;

  synchronized void add(SmscLine line) {
    List<SmscLine> more = new ArrayList<>(open);
    more.add(line);
    open = more;
  }

  synchronized void remove(SmscLine line) {
    open = open.stream().filter(it -> it != line).toList();
  }

  void forEach(Consumer<SmscLine> what) {
    open.forEach(what);
  }

  int size() {
    return open.size();
  }

  int bound() {
    return (int) open.stream().filter(SmscLine::isBound).count();
  }

  boolean hasReceiver() {
    return open.stream().anyMatch(SmscLine::isReceiver);
  }

  /** submit_sm without an answer, on all of them. */
  int outstanding() {
    int sum = 0;
    for (SmscLine line : open) {
      sum += line.outstanding();
    }
    return sum;
  }

  /** Who may be brought a receipt: each in turn; null if nobody. For the timer's thread. */
  @Nullable SmscLine nextWithRoom() {
    List<SmscLine> now = open;
    for (int i = 0; i < now.size(); i++) {
      turn = (turn + 1) % now.size();
      SmscLine line = now.get(turn);
      if (line.isReceiver() && line.hasRoom()) {
        return line;
      }
    }
    return null;
  }
}
