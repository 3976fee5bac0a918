package vn.loa.dispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.channel.DeliveryState.CANCELLED;
import static vn.loa.channel.DeliveryState.IN_DOUBT;
import static vn.loa.channel.DeliveryState.SENT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Tally;
import vn.loa.channel.Time;
import vn.loa.channel.Urgency;
import vn.loa.channel.testkit.RecordingChannel;
import vn.loa.dispatch.Account;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.ChannelSettings;
import vn.loa.dispatch.Decision;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.store.CampaignStand.Phase;
import vn.loa.simulator.FaultProxy;

/** Two machines, each with a dispatcher, on one database. */
@ExtendWith(Postgres.class)
class SeveralDispatchersTest {

  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("loa.outage.seconds", 3));

  private final PostgresServer server;
  private final String schema = Cases.schema();
  private final List<AutoCloseable> open = new ArrayList<>();

  SeveralDispatchersTest(PostgresServer server) {
    this.server = server;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  /** A dispatcher with a channel of its own. */
  private record Machine(Dispatcher dispatcher, RecordingChannel channel) {

    Stream<Address> submits() {
      return channel.sendings().stream().map(RecordingChannel.Sending::recipient);
    }

    Campaign campaign(String key) {
      return dispatcher.campaign(key).orElseThrow();
    }

    long sent(String key) {
      return dispatcher.campaign(key).map(it -> it.tally().count(SENT)).orElse(0L);
    }
  }

  @Test
  void both_send_what_one_began_and_nobody_gets_it_twice() {
    Machine one = machine(server.port(), Time.system(), Account.of("a", 2_000), it -> {});
    Machine other = machine(server.port(), Time.system(), Account.of("b", 2_000), it -> {});
    start(one, "both", 10_000);
    eventually().until(() -> one.sent("both") == 10_000 && other.sent("both") == 10_000);
    onlyOnce(10_000, one, other);
    assertThat(one.submits()).as("by the one").isNotEmpty();
    assertThat(other.submits()).as("by the other").isNotEmpty();
  }

  @Test
  void each_sees_the_end_of_what_the_other_sends_alone() {
    Machine one = machine();
    Machine other = machine(it -> it.answering((message, to) -> later()));
    start(one, "seen", 3);
    eventually().until(() -> other.dispatcher().campaign("seen").isPresent());
    eventually().until(() -> other.sent("seen") + other.campaign("seen").tally().open() == 3);
  }

  @Test
  void what_one_pauses_and_cancels_the_other_sends_no_more() {
    Machine one = machine(RecordingChannel::hold);
    Machine other = machine(RecordingChannel::hold);
    Campaign campaign = start(one, "stopped", 10_000);
    eventually().until(() -> other.dispatcher().campaign("stopped").isPresent());
    Cases.await(other.campaign("stopped").pause());
    eventually().until(() -> campaign.phase() == Phase.PAUSED);
    Cases.await(other.campaign("stopped").cancel());
    one.channel().release();
    other.channel().release();
    eventually().until(() -> campaign.tally().open() == 0);
    assertThat(campaign.tally().count(CANCELLED)).isPositive();
    assertThat(campaign.tally().count(SENT) + campaign.tally().count(CANCELLED)).isEqualTo(10_000);
    onlyOnce((int) campaign.tally().count(SENT), one, other);
  }

  @Test
  void a_routine_message_of_a_machine_that_is_gone_stays_in_doubt_and_the_rest_is_sent() {
    FaultProxy cable = proxy();
    Machine gone = machine(cable.port(), Time.system(), null, RecordingChannel::hold);
    Campaign campaign = start(gone, "routine", 2_500);
    eventually().until(() -> gone.channel().sendings().size() >= 100);
    cable.stall();
    List<Address> exposed = gone.submits().toList();
    Machine other = machine();
    eventually().until(() -> other.campaign("routine").tally().open() == 0);
    Tally tally = Cases.stand(store(), "routine").tally();
    assertThat(tally.count(IN_DOUBT)).isBetween((long) exposed.size(), 1_000L);
    assertThat(tally.count(SENT) + tally.count(IN_DOUBT)).isEqualTo(2_500);
    assertThat(other.submits()).doesNotContainAnyElementsOf(exposed);
    cable.resume();
    assertThat(campaign.key()).isEqualTo("routine");
  }

  @Test
  void an_emergency_of_a_machine_that_is_gone_is_sent_again_by_the_other() {
    FaultProxy cable = proxy();
    Machine gone = machine(cable.port(), Time.system(), null, RecordingChannel::hold);
    start(gone, "flood", 10, Urgency.EMERGENCY);
    eventually().until(() -> gone.channel().sendings().size() == 10);
    cable.stall();
    Machine other = machine();
    eventually().until(() -> other.sent("flood") == 10);
    assertThat(other.submits()).hasSize(10);
    cable.resume();
  }

  @Test
  void a_person_decides_on_one_machine_what_another_left_in_doubt() {
    Machine one = machine(it -> it.answering((message, to) -> doubt()));
    start(one, "asked", 1);
    Machine other = machine(it -> it.answering((message, to) -> doubt()));
    eventually().until(() -> !other.dispatcher().inDoubt().isEmpty());
    Cases.await(other.dispatcher().decide(other.dispatcher().inDoubt().get(0), Decision.NOT_SENT));
    eventually().until(() -> one.campaign("asked").completion().toCompletableFuture().isDone());
  }

  @Test
  void a_clock_that_is_wrong_by_an_hour_loses_nobody_and_sends_to_nobody_twice() {
    Machine right = machine();
    Machine wrong = machine(server.port(), new Wrong(Duration.ofHours(1)), null, it -> {});
    start(right, "hour", 5_000);
    start(wrong, "late", 5_000);
    eventually().until(() -> right.sent("hour") == 5_000 && wrong.sent("late") == 5_000);
    onlyOnce(10_000, right, wrong);
  }

  @Test
  void they_keep_the_rate_of_their_account_together() {
    Account mine = Account.of("vnp", 200);
    Account same = Account.of("vnp", 200);
    List<Long> at = new ArrayList<>();
    Machine one = machine(server.port(), Time.system(), mine, it -> it.answering(noting(at)));
    Machine other = machine(server.port(), Time.system(), same, it -> it.answering(noting(at)));
    start(one, "paced", 2_000);
    eventually().until(() -> one.sent("paced") == 2_000);
    onlyOnce(2_000, one, other);
    assertThat(other.submits()).as("by the other").isNotEmpty();
    long[] sorted = at.stream().mapToLong(Long::longValue).sorted().toArray();
    assertThat(mostInSecond(sorted)).isLessThanOrEqualTo(200);
  }

  private static BiFunction<Message, Address, Outcome> noting(List<Long> at) {
    return (message, to) -> {
      synchronized (at) {
        at.add(Time.system().nanos());
      }
      return new Outcome.Sent(message.id() + to);
    };
  }

  private static int mostInSecond(long[] sorted) {
    int most = 0;
    int from = 0;
    for (int to = 0; to < sorted.length; to++) {
      while (sorted[to] - sorted[from] >= 1_000_000_000L) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  @Test
  void a_database_that_refuses_connections_for_a_while_holds_dispatch_up_and_no_more() {
    FaultProxy cable = proxy();
    Machine machine = machine(cable.port(), Time.system(), null, it -> {});
    start(machine, "before", 1_000);
    eventually().until(() -> machine.sent("before") == 1_000);
    cable.refuse();
    cable.cut();
    Campaign[] during = new Campaign[1];
    Thread caller = new Thread(() -> during[0] = start(machine, "during", 3_000));
    caller.start();
    Awaitility.await().atMost(OUTAGE.plusSeconds(30)).pollDelay(OUTAGE).until(() -> true);
    assertThat(during[0]).as("nothing is accepted that is not durable").isNull();
    cable.resume();
    eventually().until(() -> machine.sent("during") == 3_000);
    onlyOnce(4_000, machine);
  }

  @Test
  void a_line_to_the_database_that_breaks_again_and_again_loses_nobody() {
    FaultProxy cable = proxy();
    cable.splitBytes(100);
    Account slow = Account.of("slow", 1_000);
    Machine one = machine(cable.port(), Time.system(), slow, it -> {});
    Machine other = machine(server.port(), Time.system(), slow, it -> {});
    start(other, "broken", 5_000);
    for (int i = 0; i < 20; i++) {
      Awaitility.await().pollDelay(Duration.ofMillis(150)).until(() -> true);
      cable.cut();
    }
    eventually().until(() -> one.sent("broken") == 5_000 && other.sent("broken") == 5_000);
    onlyOnce(5_000, one, other);
  }

  // Words

  private static Outcome later() {
    return new Outcome.Retry(new Reason("ESME_RSYSERR", "later"));
  }

  private static Outcome doubt() {
    return new Outcome.InDoubt(new Reason("CUT", "the line broke"));
  }

  /** The machine's clock, and so much. */
  private record Wrong(Duration by) implements Time {

    @Override
    public Instant instant() {
      return Time.system().instant().plus(by);
    }

    @Override
    public long nanos() {
      return Time.system().nanos();
    }

    @Override
    public void await(Object monitor, long deadline) throws InterruptedException {
      Time.system().await(monitor, deadline);
    }
  }

  private Machine machine() {
    return machine(channel -> {});
  }

  private Machine machine(Consumer<RecordingChannel> habits) {
    return machine(server.port(), Time.system(), null, habits);
  }

  private Machine machine(
      int port, Time time, @Nullable Account account, Consumer<RecordingChannel> habits) {
    RecordingChannel channel = new RecordingChannel("sms", new Limits(100, 50));
    habits.accept(channel);
    ChannelSettings.Builder settings = ChannelSettings.builder();
    if (account != null) {
      settings.account(account);
    }
    Dispatcher dispatcher =
        Dispatcher.builder()
            .store(PostgresStore.builder(PostgresServer.dataSource(port)).schema(schema).open())
            .channel(channel, settings.build())
            .time(time)
            .leasesHold(Duration.ofSeconds(2))
            .doubtPatience(Duration.ofSeconds(1))
            .build();
    open.add(0, () -> dispatcher.close(Duration.ofSeconds(1)));
    return new Machine(dispatcher, channel);
  }

  private PostgresStore store() {
    PostgresStore store = PostgresStore.builder(server.dataSource()).schema(schema).open();
    open.add(0, store);
    return store;
  }

  private FaultProxy proxy() {
    FaultProxy proxy = FaultProxy.to(server.port());
    open.add(proxy);
    return proxy;
  }

  private static Campaign start(Machine on, String key, int people) {
    return start(on, key, people, Urgency.ROUTINE);
  }

  private static Campaign start(Machine on, String key, int people, Urgency urgency) {
    Message.Builder message =
        Message.builder(key, "Tiêm vắc-xin")
            .text("vi", "Mời đến trạm y tế")
            .urgency(urgency)
            .validUntil(Time.system().instant().plus(Duration.ofDays(1)));
    long first = Cases.FIRST + Math.floorMod(key.hashCode(), 50) * 100_000L;
    Audience all = Audience.phones("all", LongStream.range(first, first + people));
    return on.dispatcher().campaign(message.build(), all).key(key).start();
  }

  private static void onlyOnce(int people, Machine... machines) {
    Map<Address, Long> submits =
        Arrays.stream(machines)
            .flatMap(Machine::submits)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(submits).hasSize(people);
    assertThat(submits.values()).containsOnly(1L);
  }

  private static ConditionFactory eventually() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
  }
}
