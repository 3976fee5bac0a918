package vn.loa.sms.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.Clearance;
import vn.loa.channel.Clearance.Verdict;
import vn.loa.channel.Message;

class SmsClearanceTest {

  private static final Address PHONE = new Address.Phone(Sample.NUMBER);
  private static final Address SPEAKER = new Address.Device("s1", "q1");
  private static final Instant NIGHT = Sample.at("2022-05-15T23:00");

  private final SendingRules.Builder rules = SendingRules.builder();

  @Test
  void by_day_it_goes() {
    assertThat(notice().check(PHONE, Sample.NOON)).isSameAs(Verdict.GO);
    assertThat(notice().check(Sample.NUMBER, Sample.NOON)).isSameAs(Verdict.GO);
  }

  @Test
  void in_quiet_hours_it_waits_until_they_end() {
    Verdict.Wait wait = (Verdict.Wait) notice().check(PHONE, NIGHT);
    assertThat(wait.until()).isEqualTo(Sample.at("2022-05-16T07:00"));
    assertThat(wait.reason().code()).isEqualTo("QUIET_HOURS");
    assertThat(wait.reason().text()).startsWith("quiet hours from 22:00 to 07:00");
    assertThat(notice().check(Sample.NUMBER, NIGHT)).isEqualTo(wait);
  }

  @Test
  void whoever_refused_never_gets_it() {
    rules.optedOut(number -> number == Sample.NUMBER);
    Verdict.Never never = (Verdict.Never) notice().check(PHONE, Sample.NOON);
    assertThat(never.reason().code()).isEqualTo("OPT_OUT");
    assertThat(never.reason().text()).startsWith("refused messages");
    assertThat(notice().check(Sample.NUMBER + 1, Sample.NOON)).isSameAs(Verdict.GO);
  }

  @Test
  void an_emergency_by_order_goes_at_night() {
    Clearance clearance = clearance();
    Message emergency = Sample.emergency();
    assertThat(clearance.forMessage(emergency, Sample.ORDER).check(PHONE, NIGHT))
        .isSameAs(Verdict.GO);
    assertThat(clearance.forMessage(emergency, null).check(PHONE, NIGHT))
        .isInstanceOf(Verdict.Wait.class);
  }

  @Test
  void what_went_out_counts_for_every_message() {
    rules.atMost(2, Duration.ofHours(24));
    Clearance clearance = clearance();
    Clearance.ForMessage first = clearance.forMessage(Sample.notice(), null);
    first.sent(PHONE, Sample.NOON);
    assertThat(first.check(PHONE, Sample.NOON)).isSameAs(Verdict.GO);
    first.sent(PHONE, Sample.NOON);
    Clearance.ForMessage second = clearance.forMessage(Sample.notice(), null);
    Verdict.Wait wait = (Verdict.Wait) second.check(PHONE, Sample.NOON.plusSeconds(1));
    assertThat(wait.until()).isEqualTo(Sample.NOON.plus(Duration.ofHours(24)));
    assertThat(wait.reason().code()).isEqualTo("CAP");
  }

  @Test
  void what_did_not_go_out_after_all_does_not_count() {
    rules.atMost(1, Duration.ofHours(24));
    Clearance.ForMessage notice = notice();
    notice.sent(PHONE, Sample.NOON);
    notice.unsent(SPEAKER);
    assertThat(notice.check(PHONE, Sample.NOON)).isInstanceOf(Verdict.Wait.class);
    notice.unsent(PHONE);
    assertThat(notice.check(PHONE, Sample.NOON)).isSameAs(Verdict.GO);
  }

  @Test
  void advertising_needs_its_sender() {
    Clearance named = Sample.forAdvertising().build().clearance(Sample.CITY, sends());
    Clearance unnamed = Sample.forAdvertising().build().clearance(null, sends());
    Message advertising = Sample.advertising();
    assertThat(named.forMessage(advertising, null).check(PHONE, Sample.NOON)).isSameAs(Verdict.GO);
    assertThat(unnamed.forMessage(advertising, null).check(PHONE, Sample.NOON))
        .isInstanceOf(Verdict.Never.class);
  }

  @Test
  void what_is_no_phone_always_goes_and_counts_nowhere() {
    RecentSends sends = sends();
    Clearance.ForMessage notice =
        rules.build().clearance(null, sends).forMessage(Sample.notice(), null);
    assertThat(notice.check(SPEAKER, NIGHT)).isSameAs(Verdict.GO);
    assertThat(notice.check(new Address.Feed("tin"), NIGHT)).isSameAs(Verdict.GO);
    notice.sent(SPEAKER, NIGHT);
    assertThat(sends.size()).isZero();
  }

  @Test
  void to_let_a_number_go_makes_no_object() {
    Clearance.ForMessage notice = notice();
    checkMany(notice);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    checkMany(notice);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
  }

  private static void checkMany(Clearance.ForMessage notice) {
    for (long i = 0; i < 100_000; i++) {
      notice.check(Sample.NUMBER + i, Sample.NOON);
    }
  }

  private Clearance.ForMessage notice() {
    return clearance().forMessage(Sample.notice(), null);
  }

  private Clearance clearance() {
    return rules.build().clearance(null, sends());
  }

  private RecentSends sends() {
    return rules.build().recentSends();
  }
}
