package vn.loa.channel.smpp;

import java.time.Duration;
import java.time.Instant;
import vn.loa.channel.Address;
import vn.loa.channel.Channel;
import vn.loa.channel.Message;
import vn.loa.channel.testkit.ChannelContract;
import vn.loa.simulator.FaultProxy;
import vn.loa.simulator.SmscSimulator;

class SmppChannelContractTest extends ChannelContract {

  private final SmscSimulator smsc = SmscSimulator.start();
  private final FaultProxy proxy = FaultProxy.to(smsc.port());

  @Override
  protected Channel open() {
    return SmppChannel.connect(
        SmppSettings.builder("localhost", proxy.port())
            .login("loa", "secret")
            .sender("UBND TP.HCM")
            .answerWithin(Duration.ofSeconds(1))
            .build());
  }

  @Override
  protected Address good(int n) {
    return new Address.Phone(84_903_100_001L + 10L * n);
  }

  @Override
  protected Address bad() {
    return new Address.Phone(84_903_100_000L);
  }

  @Override
  protected Message message() {
    return Message.builder("notice-1", "Mời họp")
        .text("vi", "Mời họp tổ dân phố 19 giờ tối nay")
        .validUntil(Instant.now().plus(Duration.ofHours(1)))
        .build();
  }

  @Override
  protected void silencePeer() {
    proxy.stall();
  }

  @Override
  protected void stopPeer() {
    proxy.close();
    smsc.close();
  }
}
