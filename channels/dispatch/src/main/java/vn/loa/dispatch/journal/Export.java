package vn.loa.dispatch.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Tally;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.Visitor;

/** Writes campaigns and deliveries as JSON (RFC 8259), one object a line. */
final class Export implements Visitor {

  private final Appendable out;
  private final StringBuilder line = new StringBuilder();
  private List<String> channels = List.of();

  Export(Appendable out) {
    this.out = out;
  }

  @Override
  public void campaign(CampaignStand stand) {
    CampaignRecord record = stand.campaign();
    channels = record.channels();
    begin().text("campaign", record.key()).text("message", record.message().id());
    text("title", record.message().title()).text("audience", record.audience());
    text("channels", String.join(",", channels)).text("phase", stand.phase().name());
    text("urgency", stand.urgency().name()).text("notBefore", stand.notBefore().toString());
    text("validUntil", record.message().validUntil().toString());
    text("acceptedAt", record.acceptedAt().toString());
    literal("summary", Boolean.toString(stand.summary())).tally(stand.tally());
    end();
  }

  @Override
  public void delivery(DeliveryRow row) {
    begin().text("campaign", row.campaign());
    literal("chunk", Integer.toString(row.chunk())).literal("index", Integer.toString(row.index()));
    text("to", address(row.recipient())).text("state", row.state().name());
    text("changedAt", row.changedAt() == null ? null : row.changedAt().toString());
    literal("attempts", Integer.toString(row.attempts()));
    literal("again", Boolean.toString(row.again())).text("channel", channels.get(row.route()));
    reason(row.reason()).receipt(row.receipt());
    end();
  }

  @Override
  public void waitingReceipts(String channel, long receipts) {
    begin().text("channel", channel).literal("waitingReceipts", Long.toString(receipts));
    end();
  }

  private void tally(Tally tally) {
    for (DeliveryState state : DeliveryState.values()) {
      if (tally.count(state) > 0) {
        literal(state.name(), Long.toString(tally.count(state)));
      }
    }
  }

  private Export reason(@Nullable Reason reason) {
    return reason == null ? this : text("reason", reason.code()).text("because", reason.text());
  }

  private void receipt(@Nullable Receipt receipt) {
    if (receipt != null) {
      text("receipt", receipt.kind().name()).text("reference", receipt.reference());
      text("receiptAt", receipt.at().toString());
    }
  }

  /** In full: an export is for whoever may see whom it is about. */
  private static String address(Address address) {
    return address instanceof Address.Phone phone
        ? Long.toString(phone.e164())
        : address.toString();
  }

  private Export begin() {
    line.setLength(0);
    line.append('{');
    return this;
  }

  private void end() {
    line.append("}\n");
    try {
      out.append(line);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Export text(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quoted(value);
    }
    return this;
  }

  private Export literal(String name, String value) {
    name(name);
    line.append(value);
    return this;
  }

  private void name(String name) {
    if (line.length() > 1) {
      line.append(',');
    }
    quoted(name);
    line.append(':');
  }

  private void quoted(String text) {
    line.append('"');
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        line.append('\\').append(letter);
      } else if (letter < ' ') {
        line.append("\\u00").append(Character.forDigit(letter >> 4, 16));
        line.append(Character.forDigit(letter & 15, 16));
      } else {
        line.append(letter);
      }
    }
    line.append('"');
  }
}
