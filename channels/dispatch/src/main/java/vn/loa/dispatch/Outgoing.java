package vn.loa.dispatch;

import vn.loa.dispatch.store.Changes;

/** Copies of changes, for a way on which not all of them may go. */
final class Outgoing {

  /** What is known of deliveries; what was only intended is left out. */
  static Changes withoutAttempts(Changes all) {
    Changes some = new Changes();
    for (int i = 0; i < all.size(); i++) {
      if (all.kind(i) != Changes.Kind.ATTEMPTED) {
        some.add(all, i);
      }
    }
    return some;
  }

  private Outgoing() {}
}
