package vn.loa.dispatch.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;

/** Keeps nothing of what it is told; whoever wants some of it overrides that. */
class Forgetful implements Entries {

  @Override
  public void campaign(int campaign, CampaignRecord record) {}

  @Override
  public void chunk(int campaign, int chunk, Recipients recipients, boolean last) {}

  @Override
  public void changes(int campaign, int chunk, int route, Changes changes) {}

  @Override
  public void control(int campaign, Control change) {}

  @Override
  public void delivered(int campaign, Proofs proofs) {}

  @Override
  public void proof(int campaign, int chunk, int index, Receipt receipt) {}

  @Override
  public void waiting(
      String channel,
      long number,
      @Nullable String text,
      Receipt receipt,
      @Nullable Address from,
      Instant since) {}

  @Override
  public void waited(String channel, long number, @Nullable String text) {}

  @Override
  public void summary(int campaign, CampaignStand stand) {}

  @Override
  public void forgotten(int campaign) {}
}
