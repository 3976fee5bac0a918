package vn.loa.dispatch.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;

/** Writes down in words all that it is told. */
final class Told implements Entries {

  final List<String> all = new ArrayList<>();

  @Override
  public void campaign(int campaign, CampaignRecord record) {
    all.add("campaign " + campaign + " " + say(record));
  }

  @Override
  public void chunk(int campaign, int chunk, Recipients recipients, boolean last) {
    all.add(
        "chunk "
            + campaign
            + " "
            + chunk
            + " "
            + List.copyOf(recipients).hashCode()
            + recipients.size()
            + last
            + recipients.arePhones());
  }

  @Override
  public void changes(int campaign, int chunk, int route, Changes changes) {
    all.add("changes " + campaign + " " + chunk + " " + route + " " + say(changes));
  }

  static String say(Changes changes) {
    StringBuilder said = new StringBuilder();
    said.append(changes.at()).append(changes.releases());
    for (int i = 0; i < changes.size(); i++) {
      said.append(' ')
          .append(changes.index(i))
          .append(changes.kind(i))
          .append(changes.number(i))
          .append(changes.text(i))
          .append(changes.reason(i));
    }
    return said.toString();
  }

  @Override
  public void control(int campaign, Control change) {
    all.add("control " + campaign + " " + change);
  }

  @Override
  public void delivered(int campaign, Proofs proofs) {
    for (int i = 0; i < proofs.size(); i++) {
      String which = proofs.chunk(i) + " " + proofs.index(i) + " " + proofs.second(i);
      all.add("delivered " + campaign + " " + which);
    }
  }

  @Override
  public void proof(int campaign, int chunk, int index, Receipt receipt) {
    all.add("proof " + campaign + " " + chunk + " " + index + " " + receipt);
  }

  @Override
  public void waiting(
      String channel,
      long number,
      @Nullable String text,
      Receipt receipt,
      @Nullable Address from,
      Instant since) {
    all.add("waiting " + channel + " " + number + " " + text + " " + receipt + from + since);
  }

  @Override
  public void waited(String channel, long number, @Nullable String text) {
    all.add("waited " + channel + " " + number + " " + text);
  }

  @Override
  public void summary(int campaign, CampaignStand stand) {
    all.add(
        "summary "
            + campaign
            + say(stand.campaign())
            + stand.phase()
            + stand.urgency()
            + stand.notBefore()
            + stand.tally()
            + stand.summary());
  }

  @Override
  public void forgotten(int campaign) {
    all.add("forgotten " + campaign);
  }

  static String say(CampaignRecord record) {
    Message message = record.message();
    return record
        + message.title()
        + message.texts()
        + message.link()
        + message.recordings()
        + message.purpose()
        + message.about()
        + message.issuer();
  }
}
