package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;
import static vn.loa.channel.smpp.Sending.SOON;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.loa.channel.Outcome;
import vn.loa.channel.testkit.Answers;
import vn.loa.simulator.SmscSimulator;

/** What a bind costs, and what it has to do with the others. */
@Timeout(60)
class SmppBindsTest {

  private final Set<Thread> before = Set.copyOf(Sending.threads());

  @ParameterizedTest
  @CsvSource({"1, 1", "2000, 1", "1, 3", "2000, 3"})
  void a_bind_has_two_threads_at_any_window(int window, int binds) {
    int all = window * binds;
    SmscSimulator.Builder silent = SmscSimulator.builder().silentOn(destination -> true);
    try (SmscSimulator smsc = silent.start();
        SmppChannel channel =
            SmppChannel.open(Sending.settings(smsc.port()).window(window).binds(binds).build())) {
      await().atMost(SOON).until(() -> smsc.clients() == binds && isEveryoneBound(channel));
      Sending.submit(channel, "Mời họp", all);
      await().atMost(SOON).until(() -> smsc.submits() == all);
      assertThat(channel.health().binds()).extracting(BindHealth::inUse).containsOnly(window);
      await().atMost(SOON).untilAsserted(() -> assertThat(newThreads()).hasSize(2 * binds));
      channel.close(Duration.ZERO);
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(newThreads()).isEmpty());
  }

  private List<Thread> newThreads() {
    return Sending.threads().stream().filter(it -> !before.contains(it)).toList();
  }

  private static boolean isEveryoneBound(SmppChannel channel) {
    return channel.health().binds().stream().allMatch(it -> it.state() == BindState.BOUND);
  }

  @Test
  void a_cut_of_one_bind_leaves_what_waits_on_the_other_alone() {
    try (RawSmsc smsc =
            RawSmsc.start(
                line -> {
                  line.bind();
                  line.submit();
                  if (line.number() > 1) {
                    line.ignore();
                  }
                });
        SmppChannel channel =
            SmppChannel.open(Sending.settings(smsc.port()).window(1).binds(2).build())) {
      await().atMost(SOON).until(() -> isEveryoneBound(channel));
      Answers answers = Sending.submit(channel, "Mời họp", 2);
      await().atMost(SOON).until(() -> answers.size() == 1);
      assertThat(((Outcome.InDoubt) answers.all().get(0)).reason().code()).isEqualTo("CUT");
      await().atMost(SOON).until(() -> isEveryoneBound(channel));
      assertThat(channel.health().binds()).extracting(BindHealth::inUse).contains(0, 1);
      assertThat(answers.size()).isEqualTo(1);
      smsc.cut();
    }
  }

  @Test
  void citizens_messages_come_to_whoever_hears_them() {
    List<InboundSms> heard = new CopyOnWriteArrayList<>();
    try (SmscSimulator smsc = SmscSimulator.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      channel.inbound(
          sms -> {
            heard.add(sms);
            return CompletableFuture.completedFuture(null);
          });
      smsc.deliver("0903123456", "5656", "TC");
      await().atMost(SOON).until(() -> !heard.isEmpty());
      assertThat(heard)
          .extracting(InboundSms::text, InboundSms::to)
          .containsExactly(tuple("TC", "5656"));
      assertThat(heard.get(0).e164()).hasValue(84_903_123_456L);
      await().atMost(SOON).until(() -> channel.health().beingKept() == 0);
      assertThat(channel.health().inbound()).isEqualTo(1);
    }
    assertThat(heard).hasSize(1);
  }
}
