package vn.loa.channel.testkit;

import java.time.Instant;
import vn.loa.channel.Address;
import vn.loa.channel.Channel;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;

/** The fake that we ship keeps the contract that it stands in for. */
class RecordingChannelContractTest extends ChannelContract {

  private final RecordingChannel channel = new RecordingChannel("recording", new Limits(200, 200));

  @Override
  protected Channel open() {
    return channel.answering(
        (message, address) -> {
          if (address.equals(bad())) {
            return new Outcome.Refused(new Reason("BAD", "no such recipient"));
          }
          String reference = message.id() + "@" + address;
          channel.receive(new Receipt.Delivered(reference, Instant.EPOCH));
          return new Outcome.Sent(reference);
        });
  }

  @Override
  protected Address good(int n) {
    return new Address.Device("d" + n, "q1");
  }

  @Override
  protected Address bad() {
    return new Address.Device("bad", "q1");
  }

  @Override
  protected Message message() {
    return Message.builder("m1", "Title").text("vi", "Nội dung").validUntil(Instant.MAX).build();
  }

  @Override
  protected void silencePeer() {
    channel.answering(
        (message, address) -> new Outcome.InDoubt(new Reason("SILENT", "no answer in time")));
  }

  @Override
  protected void stopPeer() {}
}
