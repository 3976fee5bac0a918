package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;

class ReceiptBookTest {

  private static final Instant NOW = Instant.parse("2026-05-15T05:00:00Z");
  private static final Address AN = new Address.Phone(84_903_123_456L);
  private static final Reason WHY = new Reason("UNDELIV", "could not");

  private final ReceiptBook book = new ReceiptBook();

  @Test
  void one_part_is_the_delivery() {
    assertThat(sent("a")).isEqualTo("a");
    assertThat(arrived(delivered("a"))).containsExactly(delivered("a"));
  }

  @Test
  void a_delivery_is_delivered_when_its_last_part_is() {
    String reference = sent("a", "b", "c");
    assertThat(arrived(delivered("c"))).isEmpty();
    assertThat(arrived(delivered("a"))).isEmpty();
    assertThat(arrived(delivered("b"))).containsExactly(delivered(reference));
  }

  @Test
  void a_part_that_comes_twice_counts_once() {
    sent("a", "b");
    assertThat(arrived(delivered("a"))).isEmpty();
    assertThat(arrived(delivered("a"))).isEmpty();
  }

  @Test
  void the_first_part_that_fails_settles_it_and_nothing_else_is_told() {
    String reference = sent("a", "b", "c");
    assertThat(arrived(delivered("a"))).isEmpty();
    assertThat(arrived(new Receipt.Undelivered("b", NOW, WHY)))
        .containsExactly(new Receipt.Undelivered(reference, NOW, WHY));
    assertThat(arrived(delivered("c"))).isEmpty();
    assertThat(arrived(new Receipt.Expired("b", NOW))).isEmpty();
  }

  @Test
  void an_expired_part_makes_the_delivery_expired() {
    String reference = sent("a", "b");
    assertThat(arrived(new Receipt.Expired("a", NOW)))
        .containsExactly(new Receipt.Expired(reference, NOW));
  }

  @Test
  void the_reference_of_several_parts_is_the_id_of_none() {
    assertThat(sent("a", "b")).startsWith("a").isNotEqualTo("a");
  }

  @Test
  void an_early_receipt_waits_for_the_answer_it_belongs_to() {
    long ticket = book.begin();
    assertThat(arrived(delivered("a"))).isEmpty();
    String reference = book.accepted(ticket, List.of("a"));
    assertThat(answered(reference)).containsExactly(delivered("a"));
    assertThat(arrived(delivered("a"))).isEmpty();
  }

  @Test
  void early_receipts_of_parts_are_folded_too() {
    long ticket = book.begin();
    assertThat(arrived(delivered("a"))).isEmpty();
    assertThat(arrived(delivered("b"))).isEmpty();
    String reference = book.accepted(ticket, List.of("a", "b"));
    assertThat(answered(reference)).containsExactly(delivered(reference));
  }

  @Test
  void a_receipt_is_not_told_between_the_acceptance_and_the_answer() {
    long ticket = book.begin();
    String reference = book.accepted(ticket, List.of("a"));
    assertThat(arrived(delivered("a"))).isEmpty();
    assertThat(answered(reference)).containsExactly(delivered("a"));
  }

  @Test
  void a_receipt_from_another_life_is_passed_on_under_its_own_id() {
    assertThat(arrived(delivered("old"))).containsExactly(delivered("old"));
  }

  @Test
  void a_receipt_that_no_open_send_claims_is_passed_on_when_the_last_of_them_ends() {
    long first = book.begin();
    long second = book.begin();
    assertThat(arrived(delivered("old"))).isEmpty();
    long after = book.begin();
    assertThat(gaveUp(first)).isEmpty();
    assertThat(gaveUp(second)).containsExactly(delivered("old"));
    assertThat(gaveUp(after)).isEmpty();
  }

  @Test
  void two_open_sends_with_the_same_id_have_two_references_and_hold_nothing_back() {
    long first = book.begin();
    long second = book.begin();
    String reference = book.accepted(first, List.of("a"));
    String other = book.accepted(second, List.of("a"));
    assertThat(other).isNotEqualTo(reference);
    assertThat(answered(other)).isEmpty();
    assertThat(answered(reference)).isEmpty();
    assertThat(arrived(delivered("old"))).containsExactly(delivered("old"));
    assertThat(arrived(delivered("a"))).containsExactly(delivered(reference));
  }

  @Test
  void an_id_that_comes_again_while_it_waits_names_another_delivery() {
    String reference = sent("a", "b");
    String other = sent("a", "b");
    assertThat(other).isNotEqualTo(reference);
    assertThat(arrived(delivered("a"))).isEmpty();
    assertThat(arrived(delivered("b"))).containsExactly(delivered(other));
  }

  @Test
  void what_was_not_kept_is_told_when_it_comes_again() {
    String reference = sent("a", "b");
    arrived(delivered("a"));
    assertThat(arrived(delivered("b"))).containsExactly(delivered(reference));
    book.notKept(new ReceiptBook.Report(delivered("b"), AN));
    assertThat(arrived(delivered("b"))).containsExactly(delivered(reference));
    assertThat(arrived(delivered("b"))).isEmpty();
    book.notKept(new ReceiptBook.Report(delivered("old"), AN));
  }

  @Test
  void early_receipts_do_not_pile_up_without_limit() {
    book.begin();
    int told = 0;
    for (int i = 0; i < 100_000; i++) {
      told += arrived(delivered("old" + i)).size();
    }
    assertThat(told).isEqualTo(100_000 - (1 << 16));
  }

  private String sent(String... ids) {
    String reference = book.accepted(book.begin(), List.of(ids));
    assertThat(answered(reference)).isEmpty();
    return reference;
  }

  private List<Receipt> arrived(Receipt part) {
    return receipts(book.arrived(new ReceiptBook.Report(part, AN)));
  }

  private List<Receipt> answered(String reference) {
    return receipts(book.answered(reference));
  }

  private List<Receipt> gaveUp(long ticket) {
    return receipts(book.gaveUp(ticket));
  }

  private static List<Receipt> receipts(List<ReceiptBook.Report> reports) {
    assertThat(reports).allMatch(report -> AN.equals(report.from()));
    return reports.stream().map(ReceiptBook.Report::receipt).toList();
  }

  private static Receipt delivered(String reference) {
    return new Receipt.Delivered(reference, NOW);
  }
}
