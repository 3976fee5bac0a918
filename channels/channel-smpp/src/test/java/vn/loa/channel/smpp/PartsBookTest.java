package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;

class PartsBookTest {

  private static final Instant NOW = Instant.parse("2026-05-15T05:00:00Z");
  private static final Address AN = new Address.Phone(84_903_123_456L);
  private static final Reason WHY = new Reason("UNDELIV", "could not");
  private static final int OK = 0;
  private static final int AGAIN = 0x64;

  private final List<Receipt> told = new ArrayList<>();
  private final List<Desk.Reply> keeping = new ArrayList<>();
  private final PartsBook book = new PartsBook((receipt, from, reply) -> tell(receipt, reply));

  private void tell(Receipt receipt, Desk.Reply reply) {
    told.add(receipt);
    keeping.add(reply);
  }

  /** How a part's receipt is answered. */
  private static final class Answer implements Desk.Reply {
    private final List<Integer> statuses = new ArrayList<>();

    @Override
    public void answer(int commandStatus) {
      statuses.add(commandStatus);
    }

    void is(Integer... expected) {
      assertThat(statuses).isEqualTo(Arrays.asList(expected));
    }
  }

  @Test
  void a_receipt_of_one_part_passes_and_is_answered_as_it_is_kept() {
    Answer answer = arrived(delivered("a"));
    assertThat(told).containsExactly(delivered("a"));
    answer.is();
    keep();
    answer.is(OK);
    Answer again = arrived(delivered("a"));
    refuse();
    again.is(AGAIN);
  }

  @Test
  void a_delivery_is_delivered_when_its_last_part_is() {
    String reference = sent("a", "b", "c");
    arrived(delivered("c")).is(OK);
    arrived(delivered("a")).is(OK);
    assertThat(told).isEmpty();
    Answer last = arrived(delivered("b"));
    assertThat(told).containsExactly(delivered(reference));
    last.is();
    keep();
    last.is(OK);
  }

  @Test
  void receipts_for_a_recipient_left_in_doubt_are_told_without_the_recipient() {
    List<Optional<Address>> from = new ArrayList<>();
    PartsBook other = new PartsBook((receipt, whom, reply) -> from.add(Optional.ofNullable(whom)));
    long ticket = other.begin();
    other.arrived(delivered("a"), AN, new Answer());
    other.leftInDoubt(ticket, AN);
    other.arrived(delivered("b"), AN, new Answer());
    Address another = new Address.Phone(84_903_123_457L);
    other.arrived(delivered("c"), another, new Answer());
    assertThat(from).containsExactly(Optional.empty(), Optional.empty(), Optional.of(another));
  }

  @Test
  void a_part_that_comes_twice_counts_once() {
    sent("a", "b");
    arrived(delivered("a")).is(OK);
    arrived(delivered("a")).is(OK);
    assertThat(told).isEmpty();
  }

  @Test
  void the_first_part_that_fails_settles_it_and_nothing_else_is_told() {
    String reference = sent("a", "b", "c");
    arrived(delivered("a")).is(OK);
    arrived(undelivered("b"));
    assertThat(told).containsExactly(undelivered(reference));
    keep();
    arrived(delivered("c")).is(OK);
    arrived(new Receipt.Expired("c", NOW)).is(OK);
    arrived(undelivered("b")).is(OK);
    assertThat(told).hasSize(1);
  }

  @Test
  void an_expired_part_makes_the_delivery_expired() {
    String reference = sent("a", "b");
    arrived(new Receipt.Expired("a", NOW));
    assertThat(told).containsExactly(new Receipt.Expired(reference, NOW));
  }

  @Test
  void the_first_word_about_a_part_counts() {
    String reference = sent("a", "b");
    arrived(delivered("a")).is(OK);
    arrived(undelivered("a")).is(OK);
    assertThat(told).isEmpty();
    arrived(delivered("b"));
    assertThat(told).containsExactly(delivered(reference));
  }

  @Test
  void one_id_for_all_parts_wants_one_receipt() {
    String reference = sent("a", "a", "a");
    arrived(delivered("a"));
    assertThat(told).containsExactly(delivered(reference));
  }

  @Test
  void the_reference_is_the_first_id_with_the_count_of_parts() {
    assertThat(sent("a", "b")).isEqualTo("a+2");
    assertThat(sent("c", "d", "e")).isEqualTo("c+3");
  }

  @Test
  void a_receipt_may_overtake_the_answer_and_is_not_acknowledged_until_it_is_claimed() {
    long ticket = book.begin();
    Answer first = arrived(delivered("a"));
    Answer second = arrived(delivered("b"));
    first.is();
    second.is();
    assertThat(told).isEmpty();
    String reference = book.accepted(ticket, List.of("a", "b"));
    assertThat(told).containsExactly(delivered(reference));
    first.is(OK);
    second.is();
    keep();
    second.is(OK);
  }

  @Test
  void one_part_may_overtake_the_answer_and_the_other_come_after_it() {
    long ticket = book.begin();
    Answer early = arrived(delivered("b"));
    String reference = book.accepted(ticket, List.of("a", "b"));
    early.is(OK);
    arrived(delivered("a"));
    assertThat(told).containsExactly(delivered(reference));
  }

  @Test
  void one_that_overtook_its_answer_twice_is_folded_once_and_both_are_answered() {
    long ticket = book.begin();
    Answer first = arrived(undelivered("a"));
    Answer second = arrived(undelivered("a"));
    String reference = book.accepted(ticket, List.of("a", "b"));
    assertThat(told).containsExactly(undelivered(reference));
    keep();
    first.is(OK);
    second.is(OK);
  }

  @Test
  void a_receipt_that_no_open_delivery_claims_is_told_when_the_last_of_them_ends() {
    long first = book.begin();
    long second = book.begin();
    Answer answer = arrived(delivered("single"));
    long after = book.begin();
    book.gaveUp(first);
    assertThat(told).isEmpty();
    book.accepted(second, List.of("a", "b"));
    assertThat(told).containsExactly(delivered("single"));
    answer.is();
    keep();
    answer.is(OK);
    book.gaveUp(after);
    assertThat(told).hasSize(1);
  }

  @Test
  void what_was_held_and_is_not_kept_is_brought_again() {
    long ticket = book.begin();
    Answer answer = arrived(delivered("single"));
    book.gaveUp(ticket);
    refuse();
    answer.is(AGAIN);
  }

  @Test
  void while_none_is_open_a_receipt_from_another_life_is_told_at_once() {
    sent("a", "b");
    arrived(delivered("old"));
    assertThat(told).containsExactly(delivered("old"));
  }

  @Test
  void an_answer_that_comes_late_still_folds() {
    long ticket = book.begin();
    book.gaveUp(ticket);
    String reference = book.accepted(ticket, List.of("a", "b"));
    arrived(delivered("a"));
    arrived(delivered("b"));
    assertThat(told).containsExactly(delivered(reference));
  }

  @Test
  void what_was_not_kept_is_told_when_it_comes_again() {
    String reference = sent("a", "b");
    arrived(delivered("a")).is(OK);
    Answer first = arrived(delivered("b"));
    refuse();
    first.is(AGAIN);
    Answer again = arrived(delivered("b"));
    assertThat(told).containsExactly(delivered(reference), delivered(reference));
    keep();
    again.is(OK);
    arrived(delivered("b")).is(OK);
    assertThat(told).hasSize(2);
  }

  @Test
  void a_failure_that_was_not_kept_never_turns_into_a_delivery() {
    String reference = sent("a", "b");
    arrived(undelivered("a"));
    refuse();
    arrived(delivered("b")).is(OK);
    assertThat(told).hasSize(1);
    arrived(undelivered("a"));
    assertThat(told).containsExactly(undelivered(reference), undelivered(reference));
  }

  @Test
  void what_settles_it_again_while_it_is_being_kept_waits_with_it_and_is_told_once() {
    sent("a", "b");
    Answer first = arrived(undelivered("a"));
    Answer again = arrived(undelivered("a"));
    Answer other = arrived(undelivered("b"));
    arrived(delivered("b")).is(OK);
    assertThat(told).hasSize(1);
    again.is();
    other.is();
    refuse();
    first.is(AGAIN);
    again.is(AGAIN);
    other.is(AGAIN);
  }

  @Test
  void an_id_that_comes_again_while_it_is_waited_for_names_another_delivery() {
    String reference = sent("a", "b");
    String other = sent("a", "b");
    String third = sent("a", "c");
    String fourth = sent("a", "c");
    assertThat(List.of(reference, other, third, fourth)).doesNotHaveDuplicates();
    arrived(delivered("b")).is(OK);
    arrived(delivered("a")).is(OK);
    arrived(delivered("c"));
    assertThat(told).containsExactly(delivered(fourth));
  }

  @Test
  void held_receipts_do_not_pile_up_without_limit_and_the_eldest_are_told() {
    book.begin();
    IntStream.range(0, 70_000).forEach(i -> arrived(delivered("old" + i)));
    assertThat(told).hasSize(70_000 - (1 << 16));
    assertThat(told.get(0)).isEqualTo(delivered("old0"));
  }

  @Test
  void one_held_receipt_that_comes_without_end_does_not_pile_up_either() {
    book.begin();
    IntStream.range(0, 70_000).forEach(i -> arrived(delivered("old")));
    assertThat(told).hasSizeGreaterThan(65_536);
  }

  @Test
  void known_deliveries_do_not_pile_up_without_limit_and_the_eldest_are_forgotten() {
    sent("eldest", "of all");
    IntStream.range(0, 1 << 15).forEach(i -> sent("a" + i, "b" + i));
    arrived(delivered("eldest"));
    assertThat(told).containsExactly(delivered("eldest"));
    arrived(delivered("a0")).is(OK);
    assertThat(told).hasSize(1);
  }

  private String sent(String... ids) {
    return book.accepted(book.begin(), List.of(ids));
  }

  private Answer arrived(Receipt part) {
    Answer answer = new Answer();
    book.arrived(part, AN, answer);
    return answer;
  }

  private void keep() {
    keeping.remove(0).answer(OK);
  }

  private void refuse() {
    keeping.remove(0).answer(AGAIN);
  }

  private static Receipt delivered(String reference) {
    return new Receipt.Delivered(reference, NOW);
  }

  private static Receipt undelivered(String reference) {
    return new Receipt.Undelivered(reference, NOW, WHY);
  }
}
