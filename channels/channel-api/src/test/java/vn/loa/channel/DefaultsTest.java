package vn.loa.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Clearance.Verdict;

/** What whoever implements little is given. */
class DefaultsTest {

  private static final Instant NOW = Instant.parse("2022-05-15T05:00:00Z");
  private static final Message MESSAGE =
      Message.builder("m", "T").text("vi", "x").validUntil(Instant.MAX).build();
  private static final Address.Phone PHONE = new Address.Phone(84903123456L);

  @Test
  void without_rules_everything_goes() {
    Clearance.ForMessage none = Clearance.none().forMessage(MESSAGE, null);
    assertThat(none.check(PHONE, NOW)).isSameAs(Verdict.GO);
    assertThat(none.check(PHONE.e164(), NOW)).isSameAs(Verdict.GO);
    assertThat(none.check(new Address.Feed("tin"), NOW)).isSameAs(Verdict.GO);
    none.sent(PHONE, NOW);
  }

  @Test
  void a_number_is_asked_for_as_its_address() {
    List<Address> asked = new ArrayList<>();
    Verdict never = new Verdict.Never(new Reason("NO", "not to anybody"));
    Clearance.ForMessage all =
        (recipient, now) -> {
          asked.add(recipient);
          return never;
        };
    assertThat(all.check(84903123456L, NOW)).isSameAs(never);
    assertThat(asked).containsExactly(PHONE);
  }

  @Test
  void verdicts_have_their_kinds() {
    Reason reason = new Reason("QUIET_HOURS", "later");
    assertThat(Verdict.GO.kind()).isEqualTo(Verdict.Kind.GO);
    assertThat(new Verdict.Wait(NOW, reason).kind()).isEqualTo(Verdict.Kind.WAIT);
    assertThat(new Verdict.Never(reason).kind()).isEqualTo(Verdict.Kind.NEVER);
  }

  @Test
  void a_receipt_with_more_about_it_is_received_like_any_and_kept_at_once() {
    List<Receipt> received = new ArrayList<>();
    Receipts receipts = received::add;
    Receipt receipt = new Receipt.Delivered("r", NOW);
    assertThat(receipts.take(receipt, PHONE)).isCompleted();
    assertThat(receipts.take(receipt, null)).isCompleted();
    assertThat(received).containsExactly(receipt, receipt);
  }

  @Test
  void a_channel_that_says_nothing_sends_twice_what_is_submitted_twice() {
    List<Duration> patience = new ArrayList<>();
    try (Channel channel = silent(patience)) {
      assertThat(channel.idempotency()).isEqualTo(Idempotency.NONE);
    }
    assertThat(patience).containsExactly(Duration.ofSeconds(10));
  }

  @Test
  void an_emergency_order_says_why_and_by_whom() {
    assertThat(new EmergencyOrder(" vỡ đê ", " Trực ban ").reason()).isEqualTo("vỡ đê");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EmergencyOrder("x", " "))
        .withMessage("an emergency order needs a person: say who ordered it");
  }

  private static Channel silent(List<Duration> closed) {
    return new Channel() {
      @Override
      public String name() {
        return "silent";
      }

      @Override
      public Limits limits() {
        return new Limits(1, 1);
      }

      @Override
      public void listen(Receipts receipts) {}

      @Override
      public void submit(Batch batch, Outcomes outcomes) {}

      @Override
      public void close(Duration patience) {
        closed.add(patience);
      }
    };
  }
}
