package vn.loa.dispatch;

import vn.loa.dispatch.store.Changes;

/** Copies of changes, for a way on which not all of them may go. */
final class Outgoing {

  /** What is known of deliveries; what was only intended is left out. */
  static Changes withoutAttempts(Changes all) {
    Changes some = new Changes();
    for (int i = 0; i < all.size(); i++) {
      if (all.kind(i) != Changes.Kind.ATTEMPTED) {
        copy(all, i, some);
      }
    }
    return some;
  }

  private static void copy(Changes from, int position, Changes to) {
    int index = from.index(position);
    Changes.Kind kind = from.kind(position);
    String text = from.text(position);
    var reason = from.reason(position);
    if (text != null) {
      to.sent(index, text);
    } else if (kind == Changes.Kind.SENT) {
      to.sent(index, from.number(position));
    } else if (reason == null) {
      to.plainly(index, kind);
    } else if (from.number(position) == Changes.NO_NUMBER) {
      to.because(index, kind, reason);
    } else {
      to.until(index, kind, from.number(position), reason);
    }
  }

  private Outgoing() {}
}
