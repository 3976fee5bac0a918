package vn.loa.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import vn.loa.channel.Audience;
import vn.loa.channel.Message;
import vn.loa.channel.Time;
import vn.loa.channel.smpp.SmppChannel;
import vn.loa.channel.smpp.SmppSettings;
import vn.loa.dispatch.Account;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.ChannelSettings;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.journal.Journal;
import vn.loa.simulator.SmscSimulator;
import vn.loa.sms.audience.AudienceFile;

/**
 * A campaign that outlives its process: closed in the middle, and opened again it goes on, and
 * nobody gets the message twice. An SMSC on loopback stands for the operator's. Run it in this
 * folder, where the list of citizens lies.
 */
public final class GoesOn {

  public static void main(String[] args) throws Exception {
    Message message =
        Message.builder("mui-4", "Tiêm vắc-xin mũi 4")
            .text("vi", "Từ 16/5, mời đến trạm y tế phường tiêm vắc-xin mũi 4.")
            .validUntil(Time.system().instant().plus(Duration.ofDays(7)))
            .build();
    Path folder = Files.createTempDirectory("loa-goes-on");
    try (SmscSimulator smsc = SmscSimulator.start()) {
      SmppSettings operator =
          SmppSettings.builder("127.0.0.1", smsc.port())
              .login("loa", "secret")
              .sender("UBND TP.HCM")
              .build();
      send(message, operator, folder, Duration.ZERO);
      send(message, operator, folder, Duration.ofSeconds(30));
      System.out.println(smsc.submits() + " messages were submitted");
    } finally {
      delete(folder);
    }
  }

  private static void send(Message message, SmppSettings operator, Path folder, Duration patience)
      throws InterruptedException {
    Audience citizens = AudienceFile.read(Path.of("citizens.csv")).audience();
    // snippet: begin
    Account account = Account.of("viettel", 2); // deliveries a second, over all its binds
    ChannelSettings paced = ChannelSettings.builder().account(account).build();
    try (Dispatcher dispatcher =
        Dispatcher.builder()
            .store(Journal.open(folder))
            .channel(SmppChannel.connect(operator), paced)
            .build()) {
      Campaign campaign = dispatcher.campaign(message, citizens).key("mui-4-sms").start();
      System.out.println(campaign.await(patience));
    } // run again, it goes on where it stopped
    // snippet: end
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private GoesOn() {}
}
