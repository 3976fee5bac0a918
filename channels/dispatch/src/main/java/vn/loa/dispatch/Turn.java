package vn.loa.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.dispatch.store.CampaignStand;

/**
 * One campaign in front of one channel: its leases there, and when to ask for the next. The
 * worker's monitor guards it.
 */
final class Turn {

  private final Course course;
  private final int route;
  private final List<OpenLease> leases = new ArrayList<>();
  private long askAt;
  private boolean woken;

  Turn(Course course, int route, long nanos) {
    this.course = course;
    this.route = route;
    this.askAt = nanos;
  }

  Course course() {
    return course;
  }

  int route() {
    return route;
  }

  List<OpenLease> leases() {
    return leases;
  }

  /** The lease with deliveries that wait; null when none has. */
  @Nullable OpenLease current() {
    for (OpenLease lease : leases) {
      if (lease.count(OpenLease.Place.WAITING) > 0) {
        return lease;
      }
    }
    return null;
  }

  boolean hasWork(long nanos) {
    return course.phase() == CampaignStand.Phase.RUNNING
        && (askAt - nanos <= 0 || current() != null);
  }

  /** When the store is asked for the next lease. */
  long askAt() {
    return askAt;
  }

  /** The store is asked now: what wakes this from here on is news. */
  void asking() {
    woken = false;
  }

  /** The store had nothing; it is asked again at this instant, or at once if there was news. */
  void askAgain(long at) {
    if (!woken) {
      askAt = at;
    }
  }

  /** There may be something to lease. */
  void wake(long nanos) {
    woken = true;
    askAt = nanos;
  }
}
