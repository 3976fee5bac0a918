package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.testkit.ManualTime;

class DeliveriesTest {

  private static final Outcome DOUBT = new Outcome.InDoubt(new Reason("X", "for the test"));

  private final ManualTime time = ManualTime.startingAt(Messages.NOON);
  private final ReceiptBox box = new ReceiptBox();
  private final List<Object> heard = new ArrayList<>();
  private final Deliveries deliveries =
      new Deliveries(
          SpeakerSettings.builder("127.0.0.1", 1883)
              .window(2)
              .answerWithin(Duration.ofSeconds(2))
              .build(),
          box,
          time,
          new Object());

  @Test
  void a_receipt_that_comes_between_taking_out_and_answering_comes_after_the_outcome() {
    box.listen(heard::add);
    publish("m", (token, outcome) -> heard.add(outcome));
    List<Pending> taken = deliveries.takeInFlight();
    box.put(receipt("m"));
    assertThat(heard).isEmpty();
    taken.forEach(delivery -> deliveries.finish(delivery, DOUBT));
    box.handOver();
    assertThat(heard).containsExactly(DOUBT, receipt("m"));
  }

  @Test
  void a_receipt_that_comes_while_the_outcome_is_told_comes_after_it() {
    box.listen(heard::add);
    publish(
        "m",
        (token, outcome) -> {
          box.put(receipt("m"));
          heard.add(outcome);
        });
    time.advance(Duration.ofSeconds(2));
    deliveries.takeOverdue().forEach(delivery -> deliveries.finish(delivery, DOUBT));
    box.handOver();
    assertThat(heard).containsExactly(DOUBT, receipt("m"));
  }

  @Test
  void receipts_of_others_are_not_held_back() {
    box.listen(heard::add);
    publish("m", (token, outcome) -> heard.add(outcome));
    assertThat(deliveries.takeInFlight()).hasSize(1);
    box.put(receipt("m"));
    box.put(receipt("other"));
    assertThat(heard).containsExactly(receipt("other"));
  }

  @Test
  void what_went_out_is_overdue_after_answer_within_and_not_before() {
    publish("m", (token, outcome) -> heard.add(outcome));
    time.advance(Duration.ofMillis(1_999));
    assertThat(deliveries.takeOverdue()).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(deliveries.takeOverdue()).hasSize(1);
    assertThat(deliveries.inFlight()).isZero();
  }

  @Test
  void a_command_still_on_its_way_to_a_device_is_not_sent_to_it_again() {
    publish("m", (token, outcome) -> heard.add("first"));
    offer("m", (token, outcome) -> heard.add(((Outcome.Retry) outcome).reason().code()));
    assertThat(deliveries.next(next -> null)).isNull();
    assertThat(heard).containsExactly("IN_FLIGHT");
  }

  @Test
  void once_closed_it_takes_nothing_and_is_through_when_empty() {
    publish("m", (token, outcome) -> heard.add(outcome));
    deliveries.close();
    offer("n", (token, outcome) -> heard.add(((Outcome.Retry) outcome).reason().code()));
    assertThat(deliveries.through()).isFalse();
    deliveries.answer("m@loa-0", new Outcome.Sent("m@loa-0"));
    assertThat(deliveries.through()).isTrue();
    assertThat(heard).containsExactly("CLOSED", new Outcome.Sent("m@loa-0"));
  }

  private void publish(String id, Outcomes outcomes) {
    offer(id, outcomes);
    assertThat(deliveries.next(next -> null)).isNotNull();
  }

  private void offer(String id, Outcomes outcomes) {
    deliveries.offer(new Pending(Messages.water(id).build(), new byte[0], "loa-0", 1, outcomes));
  }

  private static Receipt receipt(String id) {
    return new Receipt.Expired(id + "@loa-0", Messages.NOON);
  }
}
