package vn.loa.example;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.LogManager;
import java.util.stream.LongStream;
import vn.loa.channel.Audience;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Tally;
import vn.loa.channel.smpp.SmppChannel;
import vn.loa.channel.smpp.SmppSettings;
import vn.loa.dispatch.Account;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.ChannelSettings;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.journal.Journal;

/**
 * A city's process: sends one campaign after the other, and says which it begins. Started again
 * with the number that it said last, it goes on where it was killed. Ends when its input does.
 */
final class KilledDispatcherChild {

  static final int AUDIENCE = 500;
  static final int WINDOW = 16;

  /** So that a campaign takes a while to be killed in. */
  private static final double PER_SECOND = 2_000;

  private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);
  private static final long FIRST_PHONE = 84_903_000_000L;

  private KilledDispatcherChild() {}

  /**
   * @param arguments the journal's folder, the SMSC's port, until when messages are valid, and the
   *     numbers of the first campaign and of the last
   */
  public static void main(String[] arguments) throws InterruptedException {
    endWithInput();
    LogManager.getLogManager().reset(); // a line for each bind, a thousand times
    System.out.println("opening");
    Journal journal = Journal.open(Path.of(arguments[0]));
    Instant validUntil = Instant.parse(arguments[2]);
    int last = Integer.parseInt(arguments[4]);
    try (Dispatcher dispatcher = dispatcher(journal, Integer.parseInt(arguments[1]))) {
      for (int number = Integer.parseInt(arguments[3]); number <= last; number++) {
        System.out.println(number);
        complete(
            dispatcher
                .campaign(message(number, validUntil), audience(number))
                .key(key(number))
                .start());
      }
    }
    System.out.println("complete");
    Runtime.getRuntime().halt(0);
  }

  /** Every answer, and every receipt: the SMSC brings again what no process has kept. */
  private static void complete(Campaign campaign) throws InterruptedException {
    Tally tally = campaign.await(LONG_ENOUGH);
    if (tally.open() + tally.count(DeliveryState.SENT) > 0) {
      throw new IllegalStateException(campaign.key() + " does not come to its end: " + tally);
    }
  }

  static String key(int campaign) {
    return "campaign-" + campaign;
  }

  static LongStream phones(int campaign) {
    long first = FIRST_PHONE + (long) campaign * AUDIENCE;
    return LongStream.range(first, first + AUDIENCE);
  }

  private static Audience audience(int campaign) {
    return Audience.phones("citizens", phones(campaign));
  }

  private static Message message(int campaign, Instant validUntil) {
    return Message.builder(key(campaign), "Tiêm chủng")
        .text("vi", "Moi ba con den tram y te phuong tiem vac-xin.")
        .validUntil(validUntil)
        .build();
  }

  private static Dispatcher dispatcher(Journal journal, int port) {
    SmppSettings settings =
        SmppSettings.builder("127.0.0.1", port)
            .login("loa", "secret")
            .sender("UBND TP.HCM")
            .window(WINDOW)
            .build();
    ChannelSettings paced =
        ChannelSettings.builder().account(Account.of("operator", PER_SECOND)).build();
    return Dispatcher.builder()
        .store(journal)
        .channel(SmppChannel.connect(settings), paced)
        .build();
  }

  private static void endWithInput() {
    Thread listener =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Until it is closed.
                }
              } catch (IOException ended) {
                // As good as closed.
              }
              Runtime.getRuntime().halt(1);
            });
    listener.setDaemon(true);
    listener.start();
  }
}
