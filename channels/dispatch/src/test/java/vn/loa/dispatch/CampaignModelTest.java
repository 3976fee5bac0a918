package vn.loa.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.dispatch.Stepped.message;
import static vn.loa.dispatch.Stepped.people;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Limits;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Urgency;
import vn.loa.channel.testkit.RecordingChannel;
import vn.loa.channel.testkit.RecordingChannel.Sending;
import vn.loa.dispatch.store.CampaignStand.Phase;

/**
 * Campaigns under anything that may happen to them, beside an oracle that keeps a plain map: what
 * was handed to the wire last, and what the wire and the receipts said of it.
 */
class CampaignModelTest {

  private static final Reason REASON = new Reason("R", "said by the model");

  /** Something that happens; {@code pick} chooses to whom. */
  record Act(What what, int pick) {}

  enum What {
    START,
    START_EMERGENCY,
    PAUSE,
    RESUME,
    CANCEL,
    SENT,
    REFUSED,
    RETRY,
    THROTTLED,
    UNBOUND,
    DOUBT,
    TWICE,
    DECIDE_SENT,
    DECIDE_AGAIN,
    DECIDE_NOT_SENT,
    URGENCY,
    RECEIPT,
    TIME,
    LONG_TIME,
    CRASH
  }

  @Provide
  Arbitrary<List<Act>> acts() {
    return Arbitraries.of(What.values())
        .flatMap(what -> Arbitraries.integers().between(0, 1_000).map(pick -> new Act(what, pick)))
        .list()
        .ofMinSize(5)
        .ofMaxSize(60);
  }

  @Property(tries = 100)
  void every_delivery_is_where_the_oracle_says(@ForAll("acts") List<Act> acts) {
    World world = new World();
    acts.forEach(world::happen);
    world.check();
    world.calmDown();
    world.checkEnd();
  }

  /** The dispatcher, its peer, and what the oracle knows. */
  private static final class World {

    private static final ChannelSettings PATIENT =
        ChannelSettings.builder().answerWithin(Duration.ofDays(30)).build();

    private RecordingChannel sms = channel();
    private Stepped stepped = Stepped.with(it -> it.channel(sms, PATIENT));
    private final List<String> keys = new ArrayList<>();
    private final Map<String, Long> audiences = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private final Set<String> emergencies = new HashSet<>();

    /** How often each was submitted, and what was last said of it. */
    private final Map<String, Integer> submissions = new HashMap<>();

    private final Map<String, DeliveryState> said = new HashMap<>();
    private final Map<String, Integer> unsaid = new HashMap<>();
    private final List<Sending> open = new ArrayList<>();
    private int seen;

    private static RecordingChannel channel() {
      return new RecordingChannel("sms", new Limits(6, 3)).hold();
    }

    void happen(Act act) {
      switch (act.what()) {
        case START -> start(Urgency.ROUTINE, act.pick());
        case START_EMERGENCY -> start(Urgency.EMERGENCY, act.pick());
        case PAUSE -> some(act).ifPresent(Campaign::pause);
        case RESUME -> some(act).ifPresent(Campaign::resume);
        case CANCEL ->
            some(act)
                .ifPresent(
                    it -> {
                      it.cancel();
                      cancelled.add(it.key());
                    });
        case SENT -> answer(act, new Outcome.Sent("r"), DeliveryState.SENT);
        case REFUSED -> answer(act, new Outcome.Refused(REASON), DeliveryState.REFUSED);
        case RETRY -> answer(act, new Outcome.Retry(REASON), null);
        case THROTTLED ->
            answer(act, new Outcome.Retry(new Reason("ESME_RTHROTTLED", "too fast")), null);
        case UNBOUND -> answer(act, new Outcome.Retry(new Reason("NOT_BOUND", "no bind")), null);
        case TWICE -> answerTwice(act);
        case DECIDE_SENT -> decide(act, Decision.SENT, DeliveryState.UNCONFIRMED);
        case DECIDE_AGAIN -> decide(act, Decision.SEND_AGAIN, null);
        case DECIDE_NOT_SENT -> decide(act, Decision.NOT_SENT, DeliveryState.DEAD);
        case URGENCY ->
            some(act)
                .ifPresent(
                    it -> it.urgency(act.pick() % 2 == 0 ? Urgency.PRIORITY : Urgency.ROUTINE));
        case DOUBT -> answer(act, new Outcome.InDoubt(REASON), DeliveryState.IN_DOUBT);
        case RECEIPT -> receipt(act);
        case TIME -> stepped.advance(Duration.ofMillis(700));
        case LONG_TIME -> stepped.advance(Duration.ofSeconds(45));
        case CRASH -> crash();
      }
      stepped.run();
      look();
      keys.forEach(this::addsUp);
    }

    private void addsUp(String key) {
      assertThat(stepped.dispatcher.campaign(key).orElseThrow().tally().audience())
          .isEqualTo(audiences.get(key));
    }

    private void start(Urgency urgency, int pick) {
      String key = "c" + keys.size();
      keys.add(key);
      if (urgency == Urgency.EMERGENCY) {
        emergencies.add(key);
      }
      audiences.put(key, (long) pick % 12);
      stepped.dispatcher.campaign(message(key, urgency), people(pick % 12)).key(key).start();
    }

    private Optional<Campaign> some(Act act) {
      return keys.isEmpty()
          ? Optional.empty()
          : stepped.dispatcher.campaign(keys.get(act.pick() % keys.size()));
    }

    private void answer(Act act, Outcome outcome, @Nullable DeliveryState state) {
      if (open.isEmpty()) {
        return;
      }
      Sending sending = open.remove(act.pick() % open.size());
      String name = name(sending.message().id(), sending.recipient());
      if (state == null) {
        said.remove(name);
        unsaid.merge(name, 1, Integer::sum);
      } else {
        said.put(name, state);
      }
      sending.answer(outcome instanceof Outcome.Sent ? new Outcome.Sent("r" + name) : outcome);
    }

    /** The second answer says the contrary, and counts for nothing. */
    private void answerTwice(Act act) {
      if (!open.isEmpty()) {
        Sending sending = open.get(act.pick() % open.size());
        answer(act, new Outcome.Refused(REASON), DeliveryState.REFUSED);
        sending.answer(new Outcome.Sent("twice"));
      }
    }

    private void decide(Act act, Decision decision, @Nullable DeliveryState state) {
      List<InDoubt> doubts = stepped.dispatcher.inDoubt();
      if (doubts.isEmpty()) {
        return;
      }
      InDoubt doubt = doubts.get(act.pick() % doubts.size());
      String name = name(doubt.campaign(), doubt.recipient());
      if (!stepped.dispatcher.decide(doubt, decision).toCompletableFuture().join()) {
        return;
      }
      if (state == null) {
        said.remove(name);
        unsaid.merge(name, 1, Integer::sum);
      } else {
        said.put(name, state);
      }
    }

    private void receipt(Act act) {
      List<String> sent =
          said.keySet().stream().filter(it -> said.get(it) == DeliveryState.SENT).sorted().toList();
      if (!sent.isEmpty()) {
        String name = sent.get(act.pick() % sent.size());
        sms.receive(new Receipt.Delivered("r" + name, stepped.time.instant()));
        said.put(name, DeliveryState.DELIVERED);
      }
    }

    /**
     * What was on the wire has no answer; what was answered is known, but for what was not told.
     */
    private void crash() {
      stepped.advance(Duration.ofMillis(5));
      look();
      for (Sending sending : open) {
        said.put(name(sending.message().id(), sending.recipient()), DeliveryState.IN_DOUBT);
      }
      open.clear();
      sms = channel();
      seen = 0;
      stepped =
          Stepped.with(
              it -> {
                it.time = stepped.time;
                it.store = stepped.store.reopen();
                return it.channel(sms, PATIENT);
              });
    }

    private void look() {
      List<Sending> all = sms.sendings();
      for (Sending sending : all.subList(seen, all.size())) {
        String name = name(sending.message().id(), sending.recipient());
        submissions.merge(name, 1, Integer::sum);
        said.remove(name);
        open.add(sending);
      }
      seen = all.size();
      assertThat(open).hasSizeLessThanOrEqualTo(6);
      assertThat(open)
          .extracting(it -> name(it.message().id(), it.recipient()))
          .doesNotHaveDuplicates();
    }

    void check() {
      stepped.advance(Duration.ofMillis(5));
      look();
      for (String key : keys) {
        Campaign campaign = stepped.dispatcher.campaign(key).orElseThrow();
        List<Delivery> deliveries = campaign.deliveries();
        assertThat(campaign.tally().audience()).isEqualTo(deliveries.size());
        deliveries.forEach(it -> check(key, it));
      }
    }

    private void check(String key, Delivery delivery) {
      String name = name(key, delivery.recipient());
      DeliveryState is = delivery.state();
      DeliveryState known = said.get(name);
      boolean onTheWire =
          open.stream().anyMatch(it -> name(it.message().id(), it.recipient()).equals(name));
      if (onTheWire) {
        assertThat(is).as(name).isIn(DeliveryState.ATTEMPTED, DeliveryState.IN_DOUBT);
      } else if (known == DeliveryState.IN_DOUBT && emergencies.contains(key)) {
        assertThat(is)
            .as(name)
            .isIn(DeliveryState.IN_DOUBT, DeliveryState.QUEUED, DeliveryState.CANCELLED);
      } else if (known != null) {
        assertThat(is).as(name).isEqualTo(known);
      } else if (cancelled.contains(key)) {
        assertThat(is).as(name).isIn(DeliveryState.CANCELLED, DeliveryState.DEAD);
      } else {
        assertThat(is)
            .as(name)
            .isIn(DeliveryState.QUEUED, DeliveryState.DEFERRED, DeliveryState.DEAD);
      }
      int most = 1 + unsaid.getOrDefault(name, 0) + (emergencies.contains(key) ? 1 : 0);
      assertThat(submissions.getOrDefault(name, 0)).as(name).isLessThanOrEqualTo(most);
    }

    /** From here on the peer answers everything, and nobody is paused. */
    void calmDown() {
      for (String key : keys) {
        Campaign campaign = stepped.dispatcher.campaign(key).orElseThrow();
        if (campaign.phase() == Phase.PAUSED) {
          campaign.resume();
        }
      }
      sms.answering((message, to) -> new Outcome.Refused(REASON));
      open.clear();
      sms.release();
      stepped.advance(Duration.ofMinutes(10));
    }

    void checkEnd() {
      for (String key : keys) {
        Campaign campaign = stepped.dispatcher.campaign(key).orElseThrow();
        assertThat(campaign.tally().open()).as("%s %s", key, campaign.tally()).isZero();
      }
      stepped.advance(Duration.ofHours(73));
      for (String key : keys) {
        Campaign campaign = stepped.dispatcher.campaign(key).orElseThrow();
        assertThat(campaign.completion().toCompletableFuture()).as(key).isCompleted();
      }
    }

    private static String name(String key, Address recipient) {
      return key + "-" + recipient;
    }
  }
}
