package vn.loa.dispatch.journal;

import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;

/** Passes on, of what happened to campaigns, what happened to those that it lets through. */
abstract class CampaignFilter implements Entries {

  private final Entries to;

  CampaignFilter(Entries to) {
    this.to = to;
  }

  abstract boolean lets(int campaign);

  @Override
  public void chunk(int campaign, int chunk, Recipients recipients, boolean last) {
    if (lets(campaign)) {
      to.chunk(campaign, chunk, recipients, last);
    }
  }

  @Override
  public void changes(int campaign, int chunk, int route, Changes changes) {
    if (lets(campaign)) {
      to.changes(campaign, chunk, route, changes);
    }
  }

  @Override
  public void control(int campaign, Control change) {
    if (lets(campaign)) {
      to.control(campaign, change);
    }
  }

  @Override
  public void delivered(int campaign, Proofs proofs) {
    if (lets(campaign)) {
      to.delivered(campaign, proofs);
    }
  }

  @Override
  public void proof(int campaign, int chunk, int index, Receipt receipt) {
    if (lets(campaign)) {
      to.proof(campaign, chunk, index, receipt);
    }
  }
}
