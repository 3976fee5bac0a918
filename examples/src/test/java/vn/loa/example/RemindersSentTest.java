package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Address;
import vn.loa.channel.Limits;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.channel.testkit.RecordingChannel;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.journal.Journal;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Plan;
import vn.loa.plan.RegimeRules;
import vn.loa.plan.Reminders;
import vn.loa.plan.ReportingRegime;
import vn.loa.plan.Roster;
import vn.loa.plan.json.LedgerMemory;
import vn.loa.plan.json.Plans;
import vn.loa.plan.json.Rosters;
import vn.loa.plan.ledger.Ledger;
import vn.loa.reporting.Contact;
import vn.loa.reporting.ReminderMessages;
import vn.loa.reporting.ReminderRound;
import vn.loa.reporting.ReminderSender;
import vn.loa.reporting.document.Language;

/** What falls due in the plan's ledger reaches people through a dispatcher, once. */
class RemindersSentTest {

  private static final Instant START = Instant.parse("2022-05-01T00:00:00Z");
  private static final Instant EIGHT_BEFORE = Instant.parse("2022-05-08T02:00:00Z");

  private static final List<Contact> CONTACTS =
      List.of(
          new Contact("q1", Language.VI, new Address.Phone(84903123456L)),
          new Contact("q1", Language.EN, new Address.Feed("district-1")));

  @TempDir private Path folder;

  private final ManualTime time = ManualTime.startingAt(EIGHT_BEFORE);

  @Test
  void a_reminder_that_was_cut_before_the_ledger_knew_is_sent_once() {
    RecordingChannel first = new RecordingChannel("any", new Limits(10, 10));
    try (Ledger ledger = ledger();
        Dispatcher dispatcher = dispatcher(first)) {
      ReminderSender cut =
          (key, message, audience) -> {
            dispatcher.campaign(message, audience).key(key).start();
            throw new IllegalStateException("power is gone");
          };
      ReminderRound round = carryOut(ledger, cut);
      assertThat(round.failed()).hasSize(1);
      assertThat(round.carriedOut()).isEmpty();
      await(dispatcher);
    }
    RecordingChannel second = new RecordingChannel("any", new Limits(10, 10));
    try (Ledger ledger = ledger();
        Dispatcher dispatcher = dispatcher(second)) {
      ReminderSender sender =
          (key, message, audience) -> dispatcher.campaign(message, audience).key(key).start();
      assertThat(carryOut(ledger, sender).carriedOut()).hasSize(1);
      assertThat(carryOut(ledger, sender).carriedOut()).isEmpty();
      await(dispatcher);
      assertThat(dispatcher.campaigns()).hasSize(2);
    }
    assertThat(first.sendings()).as("to the first contact, before the cut").hasSize(1);
    assertThat(second.sendings()).as("only to the other one").hasSize(1);
  }

  private static void await(Dispatcher dispatcher) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> dispatcher.campaigns().stream().allMatch(it -> it.tally().open() == 0));
  }

  private Ledger ledger() {
    Plan plan = Plans.load(Path.of("plan-1270.json"));
    ReportingRegime regime = plan.regime();
    Plan reminding =
        plan.amend(
            new DocumentRef(1, "QĐ-UBND"),
            LocalDate.of(2022, 4, 28),
            it ->
                it.regime(
                    new ReportingRegime(
                        regime.clause(),
                        regime.line(),
                        regime.text(),
                        regime.obligations().subList(0, 1),
                        regime.roles(),
                        regime.recipient(),
                        regime.via(),
                        RegimeRules.builder()
                            .reminders(new Reminders(List.of(7), List.of(), 8))
                            .build())));
    Roster all = Rosters.load(Path.of("agencies-hcmc.json"));
    Roster one = Roster.of(List.of(all.agency("q1")));
    return Ledger.open(reminding, one, LedgerMemory.open(), time);
  }

  private ReminderRound carryOut(Ledger ledger, ReminderSender sender) {
    return ReminderMessages.of(ledger, CONTACTS, sender).carryOut(START, EIGHT_BEFORE, "so-tttt");
  }

  private Dispatcher dispatcher(RecordingChannel channel) {
    return Dispatcher.builder()
        .store(Journal.open(folder.resolve("journal")))
        .channel(channel)
        .time(time)
        .build();
  }
}
