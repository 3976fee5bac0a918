package vn.loa.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.Message;
import vn.loa.channel.Urgency;
import vn.loa.plan.Agency;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.Clause;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Plan;
import vn.loa.plan.RegimeRules;
import vn.loa.plan.Reminders;
import vn.loa.plan.ReporterRole;
import vn.loa.plan.ReportingRegime;
import vn.loa.plan.Roster;
import vn.loa.plan.Text;
import vn.loa.plan.UnknownNameException;
import vn.loa.plan.json.LedgerMemory;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.Notice;
import vn.loa.plan.ledger.Submission;
import vn.loa.reporting.document.Language;

class ReminderMessagesTest {

  private static final Instant START = Instant.parse("2022-05-01T00:00:00Z");
  private static final Address HA = new Address.Phone(84903000111L);
  private static final Address ANNA = new Address.Feed("anna");
  private static final Address ABOVE = new Address.Phone(84903000333L);

  private static final List<Contact> CONTACTS =
      List.of(
          new Contact("q1", Language.VI, HA),
          new Contact("q1", Language.EN, ANNA),
          new Contact("so", Language.VI, ABOVE));

  private Instant now = START;
  private final Ledger ledger = Ledger.open(plan(), roster(), LedgerMemory.open(), () -> now);
  private final Gateway gateway = new Gateway();

  /** Keeps what it took by key, as a dispatcher does; fails when told to. */
  private static final class Gateway implements ReminderSender {

    private final Map<String, Message> messages = new LinkedHashMap<>();
    private final Map<String, Audience> audiences = new TreeMap<>();
    private int failIn = Integer.MAX_VALUE;

    @Override
    public void send(String key, Message message, Audience audience) {
      if (--failIn < 0) {
        throw new IllegalStateException("line is down");
      }
      Message before = messages.putIfAbsent(key, message);
      Audience to = audiences.putIfAbsent(key, audience);
      if (before != null) {
        assertThat(message).usingRecursiveComparison().isEqualTo(before);
        assertThat(audience).isEqualTo(to);
      }
    }

    Message to(Address address) {
      String key =
          audiences.entrySet().stream()
              .filter(it -> it.getValue().recipients().get(0).equals(address))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow();
      return Objects.requireNonNull(messages.get(key));
    }
  }

  @Example
  void everybody_at_the_agency_is_reminded_in_their_language_once() {
    ReminderRound round = until("2022-05-08T01:00:00Z");
    assertThat(round.carriedOut()).hasSize(1);
    assertThat(gateway.messages).hasSize(2);
    Message vietnamese = gateway.to(HA);
    assertThat(vietnamese.language()).isEqualTo("vi");
    assertThat(vietnamese.text())
        .isEqualTo(
            "Nhắc: báo cáo 2022-05 của Ủy ban nhân dân Quận 1 (KH 7/KH-UBND) phải gửi trước"
                + " 15/05/2022 (IV.6).");
    assertThat(vietnamese.text().length()).isLessThanOrEqualTo(134);
    assertThat(vietnamese.validUntil()).isEqualTo(Instant.parse("2022-05-14T17:00:00Z"));
    assertThat(vietnamese.urgency()).isEqualTo(Urgency.ROUTINE);
    Message english = gateway.to(ANNA);
    assertThat(english.language()).isEqualTo("en");
    assertThat(english.text())
        .isEqualTo(
            "Reminder: report 2022-05 of Ủy ban nhân dân Quận 1 (plan 7/KH-UBND) is due before"
                + " 15 May 2022 (IV.6).");
    assertThat(until("2022-05-08T02:00:00Z").carriedOut()).isEmpty();
    assertThat(gateway.messages).hasSize(2);
  }

  @Example
  void an_escalation_goes_to_those_above_too_and_first() {
    until("2022-05-14T10:00:00Z");
    gateway.messages.clear();
    gateway.audiences.clear();
    until("2022-05-16T12:00:00Z");
    assertThat(gateway.messages).hasSize(3);
    assertThat(gateway.to(ABOVE).urgency()).isEqualTo(Urgency.PRIORITY);
    assertThat(gateway.to(ABOVE).text())
        .startsWith("Quá hạn 1 ngày làm việc: báo cáo 2022-05 của Ủy ban nhân dân Quận 1")
        .contains("chưa nhận, hạn trước 15/05/2022");
  }

  @Example
  void nobody_is_reminded_of_what_has_come_or_is_past() {
    now = Instant.parse("2022-05-02T00:00:00Z");
    ledger.submit(Submission.of("q1", "monthly", "2022-05", now, new DocumentRef(1, "BC")));
    assertThat(until("2022-05-13T00:00:00Z").carriedOut()).isEmpty();
    ReminderRound late = until("2022-06-20T00:00:00Z");
    assertThat(late.needless()).as("it was June's reminder, long after").isNotEmpty();
    assertThat(gateway.messages.values())
        .allSatisfy(it -> assertThat(it.urgency()).isEqualTo(Urgency.PRIORITY));
    assertThat(until("2022-06-20T00:00:00Z").needless()).isEmpty();
  }

  @Example
  void an_agency_without_a_contact_is_named_and_stays_due() {
    ReminderMessages nobody = ReminderMessages.of(ledger, List.of(), gateway);
    now = Instant.parse("2022-05-08T01:00:00Z");
    assertThat(nobody.carryOut(START, now, "so").withoutContact()).hasSize(1);
    assertThat(until("2022-05-08T01:00:00Z").carriedOut()).hasSize(1);
  }

  @Example
  void a_contact_at_no_agency_is_refused() {
    List<Contact> strange = List.of(new Contact("q9", Language.VI, HA));
    assertThatThrownBy(() -> ReminderMessages.of(ledger, strange, gateway))
        .isInstanceOf(UnknownNameException.class);
  }

  @Example
  void one_that_is_not_taken_keeps_no_other_back_and_comes_again() {
    gateway.failIn = 1;
    ReminderRound round = until("2022-05-12T01:00:00Z");
    assertThat(round.failed()).isNotEmpty();
    assertThat(round.failed().values()).allSatisfy(it -> assertThat(it).hasMessage("line is down"));
    gateway.failIn = Integer.MAX_VALUE;
    assertThat(until("2022-05-12T01:00:00Z").carriedOut()).hasSize(round.failed().size());
    assertThat(ledger.dueActions(START, now)).isEmpty();
  }

  @Example
  void keys_show_no_number() {
    until("2022-05-08T01:00:00Z");
    assertThat(gateway.messages.keySet())
        .allSatisfy(key -> assertThat(key).matches("[A-Za-z0-9._-]{1,64}").doesNotContain("84903"));
  }

  @Example
  void two_contacts_whose_numbers_end_alike_each_get_their_own() {
    List<Contact> alike =
        List.of(
            new Contact("q1", Language.VI, new Address.Phone(84903000111L)),
            new Contact("q1", Language.VI, new Address.Phone(84913000111L)));
    now = Instant.parse("2022-05-08T01:00:00Z");
    ReminderMessages.of(ledger, alike, gateway).carryOut(START, now, "so");
    assertThat(gateway.messages).hasSize(2);
  }

  /** Each crash cuts a round after some sends, before the ledger knows. */
  @Property(tries = 100)
  void however_often_it_is_cut_each_contact_hears_it_once(
      @ForAll List<@IntRange(max = 6) Integer> cuts) {
    ReminderMessagesTest run = new ReminderMessagesTest();
    for (int cut : cuts) {
      run.gateway.failIn = cut;
      run.until("2022-05-16T12:00:00Z");
    }
    run.gateway.failIn = Integer.MAX_VALUE;
    run.until("2022-05-16T12:00:00Z");
    assertThat(run.gateway.messages).as("escalation to three; reminders are past").hasSize(3);
    assertThat(run.ledger.entries().stream().filter(it -> it.event() instanceof Notice).toList())
        .hasSize(4);
  }

  private ReminderRound until(String to) {
    now = Instant.parse(to);
    return ReminderMessages.of(ledger, CONTACTS, gateway).carryOut(START, now, "so");
  }

  private static Plan plan() {
    Plan small = SmallCity.plan(Text.vi("Kế hoạch"));
    ReportingRegime regime = small.regime();
    return small.amend(
        DocumentRef.parse("8/QĐ-UBND"),
        LocalDate.of(2022, 4, 28),
        it ->
            it.regime(
                new ReportingRegime(
                    regime.clause(),
                    regime.line(),
                    regime.text(),
                    regime.obligations().subList(0, 1),
                    Map.of(
                        Clause.parse("IV.4"), ReporterRole.EXPECTED,
                        Clause.parse("IV.5"), ReporterRole.CONSOLIDATOR),
                    regime.recipient(),
                    regime.via(),
                    RegimeRules.builder().reminders(Reminders.CUSTOMARY).build())));
  }

  private static Roster roster() {
    List<Agency> agencies = new ArrayList<>();
    agencies.add(agency("q1", "Ủy ban nhân dân Quận 1", AgencyKind.DISTRICT, "IV.4"));
    agencies.add(agency("so", "Sở", AgencyKind.DEPARTMENT, "IV.5"));
    return Roster.of(agencies);
  }

  private static Agency agency(String id, String name, AgencyKind kind, String group) {
    return new Agency(id, Text.vi(name), kind, null, Clause.parse(group), false);
  }
}
