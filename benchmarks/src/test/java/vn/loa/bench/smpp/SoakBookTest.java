package vn.loa.bench.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;

class SoakBookTest {

  private static final Reason WHY = new Reason("CUT", "the connection was cut");
  private static final Outcome SENT = new Outcome.Sent("1");
  private static final Outcome IN_DOUBT = new Outcome.InDoubt(WHY);

  private final SoakBook book = new SoakBook(10);
  private final SinkLedger sink = new SinkLedger();

  @BeforeEach
  void one_message_is_submitted() {
    book.submit(1, false);
  }

  @Test
  void what_was_sent_once_is_well() {
    sink.took(0);
    book.answer(0, SENT);
    assertThat(faults()).isEmpty();
  }

  @Test
  void what_was_never_answered_is_a_fault() {
    assertThat(faults()).containsOnlyKeys("never answered");
  }

  @Test
  void sent_without_the_sink_is_a_fault() {
    book.answer(0, SENT);
    assertThat(faults()).containsOnlyKeys("sent, though the sink did not get it whole");
  }

  @Test
  void a_long_text_is_sent_when_all_its_parts_are() {
    sink.took(0);
    book.answer(0, SENT);
    book.submit(1, true);
    sink.took(1);
    sink.took(1);
    book.answer(1, SENT);
    assertThat(faults()).containsOnlyKeys("sent, though the sink did not get it whole");
    sink.took(1);
    assertThat(faults()).isEmpty();
  }

  @Test
  void twice_at_the_sink_is_a_fault_unless_it_was_in_doubt() {
    sink.took(0);
    sink.took(0);
    book.answer(0, SENT);
    assertThat(faults()).containsOnlyKeys("twice at the sink, though it was not in doubt");
  }

  @Test
  void in_doubt_may_be_there_or_not_and_may_be_answered_late() {
    book.answer(0, IN_DOUBT);
    assertThat(faults()).isEmpty();
    sink.took(0);
    assertThat(faults()).isEmpty();
    book.answer(0, SENT);
    assertThat(faults()).isEmpty();
  }

  @Test
  void a_second_answer_is_a_fault() {
    sink.took(0);
    book.answer(0, SENT);
    book.answer(0, SENT);
    assertThat(faults()).containsOnlyKeys("answered again, though it was not in doubt");
  }

  @Test
  void certainly_not_sent_though_the_sink_got_it_is_a_fault() {
    sink.took(0);
    book.answer(0, new Outcome.Retry(WHY));
    assertThat(faults()).containsOnlyKeys("RETRY, though the sink got it");
  }

  @Test
  void an_acknowledged_receipt_must_have_been_told() {
    sink.took(0);
    sink.told(0);
    book.answer(0, SENT);
    assertThat(faults()).containsOnlyKeys("a receipt was acknowledged and never told");
    book.receive(new Receipt.Delivered(SoakBook.messageId(0, 1), Instant.EPOCH));
    assertThat(faults()).isEmpty();
  }

  @Test
  void an_answer_to_nothing_is_a_fault() {
    sink.took(0);
    book.answer(0, SENT);
    book.answer(7, SENT);
    assertThat(faults()).containsOnlyKeys("answers and receipts for nothing that was submitted");
  }

  private Map<String, Long> faults() {
    return book.faults(sink, 3);
  }
}
