package vn.loa.example;

import java.nio.file.Path;
import java.time.Duration;
import vn.loa.channel.Audience;
import vn.loa.channel.Message;
import vn.loa.channel.Time;
import vn.loa.channel.smpp.SmppChannel;
import vn.loa.channel.smpp.SmppSettings;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.Dispatcher;
import vn.loa.plan.Plan;
import vn.loa.plan.json.Plans;
import vn.loa.simulator.SmscSimulator;
import vn.loa.sms.audience.AudienceFile;

/**
 * The first message: one theme of the plan, one channel, one tally. An SMSC on loopback stands for
 * the operator's. Run it in this folder, where the plan and the list of citizens lie.
 */
public final class FirstMessage {

  public static void main(String[] args) throws InterruptedException {
    try (SmscSimulator smsc = SmscSimulator.start()) {
      announce(
          SmppSettings.builder("127.0.0.1", smsc.port())
              .login("loa", "secret")
              .sender("UBND TP.HCM")
              .build());
    }
  }

  private static void announce(SmppSettings operator) throws InterruptedException {
    // snippet: begin
    Plan plan = Plans.load(Path.of("plan-1270.json"));
    Message message =
        Message.builder("mui-4", "Tiêm vắc-xin mũi 4")
            .text("vi", "Từ ngày 16/5, mời đến trạm y tế phường tiêm vắc-xin mũi 4.")
            .about(plan.theme("II.1.2").clause().toString())
            .validUntil(Time.system().instant().plus(Duration.ofDays(7)))
            .build();
    Audience citizens = AudienceFile.read(Path.of("citizens.csv")).audience();
    try (Dispatcher dispatcher = Dispatcher.of(SmppChannel.connect(operator))) {
      Campaign campaign = dispatcher.start(message, citizens);
      System.out.println(campaign.await(Duration.ofSeconds(30)));
    } // 3 recipients: 3 delivered
    // snippet: end
  }

  private FirstMessage() {}
}
