package vn.loa.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecipientsTest {

  private static final Address.Phone ONE = new Address.Phone(84903000001L);
  private static final Address.Phone TWO = new Address.Phone(84903000002L);
  private static final Address.Phone THREE = new Address.Phone(84903000003L);
  private static final Address SPEAKER = new Address.Device("s1", "q1");
  private static final Message MESSAGE =
      Message.builder("m", "T").text("vi", "x").validUntil(Instant.MAX).build();

  private final Recipients phones =
      Recipients.phones(LongStream.of(1, 2, 3).map(RecipientsTest::e));
  private final Recipients mixed = Recipients.of(List.of(ONE, SPEAKER));

  private static long e(long n) {
    return 84903000000L + n;
  }

  @Test
  void phones_are_numbers_until_an_address_is_asked_for() {
    assertThat(phones.arePhones()).isTrue();
    assertThat(phones.size()).isEqualTo(3);
    assertThat(phones.e164(1)).isEqualTo(e(2));
    assertThat(phones.get(1)).isEqualTo(TWO);
    assertThat(phones).containsExactly(ONE, TWO, THREE);
  }

  @Test
  void addresses_of_phones_are_packed_and_others_are_not() {
    assertThat(Recipients.of(List.of(ONE, TWO)).arePhones()).isTrue();
    assertThat(mixed.arePhones()).isFalse();
    assertThat(mixed).containsExactly(ONE, SPEAKER);
    assertThat(Recipients.of(phones)).isSameAs(phones);
    assertThat(Recipients.of(List.of())).isEmpty();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> mixed.e164(0));
  }

  @Test
  void they_do_not_change_with_the_list_they_came_from() {
    List<Address> addresses = new ArrayList<>(List.of(SPEAKER, ONE));
    Recipients recipients = Recipients.of(addresses);
    addresses.clear();
    assertThat(recipients).containsExactly(SPEAKER, ONE);
  }

  @Test
  void what_is_no_number_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Recipients.phones(LongStream.of(0)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recipients.phones(LongStream.of(1_000_000_000_000_000L)));
  }

  @Test
  void a_slice_is_from_one_up_to_another() {
    assertThat(phones.slice(1, 3)).containsExactly(TWO, THREE);
    assertThat(phones.slice(1, 3).arePhones()).isTrue();
    assertThat(phones.slice(1, 1)).isEmpty();
    assertThat(mixed.slice(1, 2)).containsExactly(SPEAKER);
  }

  @Test
  void they_equal_any_list_of_the_same_addresses() {
    assertThat(phones)
        .isEqualTo(List.of(ONE, TWO, THREE))
        .hasSameHashCodeAs(List.of(ONE, TWO, THREE));
    assertThat(List.of(ONE, TWO, THREE)).isEqualTo(phones);
    assertThat(phones).isEqualTo(Recipients.of(List.of(ONE, TWO, THREE)));
    assertThat(phones).isNotEqualTo(phones.slice(0, 2)).isNotEqualTo(mixed);
    assertThat(mixed).isEqualTo(Recipients.of(List.of(ONE, SPEAKER)));
  }

  @Test
  void repeats_are_counted() {
    assertThat(phones.twice()).isZero();
    assertThat(Recipients.phones(LongStream.of(5, 3, 5, 5)).twice()).isEqualTo(2);
    assertThat(Recipients.of(List.of(SPEAKER, ONE, SPEAKER)).twice()).isEqualTo(1);
  }

  @Test
  void an_audience_of_phones_is_packed() {
    Audience audience = Audience.phones("citizens.csv", LongStream.of(e(1), e(2)));
    assertThat(audience.recipients().arePhones()).isTrue();
    assertThat(audience).isEqualTo(new Audience("citizens.csv", List.of(ONE, TWO)));
    assertThat(audience).hasToString("citizens.csv (2 recipients)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Audience.phones("citizens.csv", LongStream.of(e(1), e(1))))
        .withMessageContaining("names 1 recipients twice");
  }

  @Test
  void a_batch_picks_some_of_many() {
    Batch batch = Batch.picking(MESSAGE, 100, phones, new short[] {2, 0});
    assertThat(batch.message()).isSameAs(MESSAGE);
    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch.arePhones()).isTrue();
    assertThat(batch.token(0)).isEqualTo(102);
    assertThat(batch.recipient(0)).isEqualTo(THREE);
    assertThat(batch.e164(0)).isEqualTo(e(3));
    assertThat(batch.token(1)).isEqualTo(100);
    assertThat(batch.e164(1)).isEqualTo(e(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Batch.picking(MESSAGE, 0, phones, new short[0]))
        .withMessage("a batch needs a recipient");
  }

  @Test
  void a_batch_of_all_counts_up() {
    Batch batch = new Batch(MESSAGE, 7, List.of(ONE, SPEAKER));
    assertThat(batch.arePhones()).isFalse();
    assertThat(batch.token(1)).isEqualTo(8);
    assertThat(batch.recipient(1)).isEqualTo(SPEAKER);
    assertThatIllegalArgumentException().isThrownBy(() -> new Batch(MESSAGE, 7, List.of()));
  }
}
