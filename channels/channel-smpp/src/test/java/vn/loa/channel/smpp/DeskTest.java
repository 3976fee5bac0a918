package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.ReferenceCodec;
import vn.loa.channel.ReferenceCodec.Form;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.sms.Coding;

/** What an SMSC brings is the SMSC's until the listener has kept it. */
class DeskTest {

  private static final int OK = 0x00;
  private static final int AGAIN = 0x64;
  private static final int NEVER = 0x65;
  private static final Instant NOW = Instant.parse("2026-05-15T05:00:00Z");
  private static final Address AN = new Address.Phone(84_903_123_456L);
  private static final byte[] RECEIPT = Brought.receipt("id:17A stat:DELIVRD");

  private final ManualTime time = ManualTime.startingAt(NOW);
  private final Desk desk = new Desk("sms", SmppProfile.standard(), time);
  private final List<Receipt> told = new ArrayList<>();
  private final List<@Nullable Address> about = new ArrayList<>();
  private final List<InboundSms> read = new ArrayList<>();

  @Test
  void a_receipt_is_told_with_whom_it_is_about_and_acknowledged_when_it_is_kept() {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    listen(() -> kept);
    time.advance(Duration.ofSeconds(1));
    List<Integer> answers = bring(RECEIPT);
    assertThat(told).containsExactly(new Receipt.Delivered("17A", NOW.plusSeconds(1)));
    assertThat(about).containsExactly(AN);
    assertThat(answers).isEmpty();
    assertThat(desk.waiting()).isOne();
    kept.complete(null);
    assertThat(answers).containsExactly(OK);
    assertThat(desk.waiting()).isZero();
    assertThat(desk.receipts()).isOne();
    assertThat(desk.notKept()).isZero();
  }

  @Test
  void a_data_sm_brings_receipts_too() {
    listen(() -> CompletableFuture.completedFuture(null));
    assertThat(
            bring(
                Brought.data()
                    .esmClass(4)
                    .parameter(Tags.RECEIPTED_MESSAGE_ID, "17A\0")
                    .parameter(Tags.MESSAGE_STATE, (byte) 2)
                    .octets()))
        .containsExactly(OK);
    assertThat(told).containsExactly(new Receipt.Delivered("17A", NOW));
  }

  @Test
  void what_could_not_be_kept_is_brought_again() {
    listen(() -> CompletableFuture.failedFuture(new IllegalStateException("full")));
    assertThat(bring(RECEIPT)).containsExactly(AGAIN);
    assertThat(desk.notKept()).isOne();
    assertThat(desk.waiting()).isZero();
  }

  static List<Supplier<CompletionStage<Void>>> badListeners() {
    return List.of(
        () -> {
          throw new IllegalStateException("a fault of the listener");
        },
        () -> {
          throw new AssertionError("a fault of the listener");
        },
        () -> nothing());
  }

  @SuppressWarnings("NullAway") // what a listener must not do
  private static CompletionStage<Void> nothing() {
    return null;
  }

  @ParameterizedTest
  @MethodSource("badListeners")
  void a_listener_that_throws_did_not_keep_it(Supplier<CompletionStage<Void>> listener) {
    listen(listener);
    desk.inbound(sms -> listener.get());
    assertThat(bring(RECEIPT)).containsExactly(AGAIN);
    assertThat(bring(Brought.deliver().text("STOP").octets())).containsExactly(AGAIN);
    assertThat(desk.notKept()).isEqualTo(2);
  }

  @Test
  void while_nobody_listens_receipts_stay_with_the_smsc() {
    assertThat(bring(RECEIPT)).containsExactly(AGAIN);
    assertThat(desk.notKept()).isOne();
    listen(() -> CompletableFuture.completedFuture(null));
    assertThat(bring(RECEIPT)).containsExactly(OK);
    assertThat(desk.receipts()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id:1 stat:ENROUTE", "id:1 stat:ACCEPTD", "id:1 stat:UNKNOWN", "hello", ""})
  void a_receipt_that_tells_no_end_is_acknowledged_and_counted(String text) {
    assertThat(bring(Brought.receipt(text))).containsExactly(OK);
    assertThat(desk.withoutEnd()).isOne();
    assertThat(told).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_refused_for_good_so_that_it_does_not_come_for_ever() {
    byte[] cut = Arrays.copyOf(RECEIPT, RECEIPT.length - 1);
    assertThat(bring(cut)).containsExactly(NEVER);
    assertThat(bring(new byte[0])).containsExactly(NEVER);
    assertThat(desk.unreadable()).isEqualTo(2);
    assertThat(desk.waiting()).isZero();
    assertThat(desk.notKept()).isZero();
  }

  @Test
  void the_octets_are_the_callers_again() {
    byte[] buffer = RECEIPT.clone();
    listen(() -> CompletableFuture.completedFuture(null));
    long ticket = desk.begin();
    desk.take(buffer, 0, buffer.length, status -> {});
    Arrays.fill(buffer, (byte) 0);
    desk.gaveUp(ticket);
    assertThat(told).containsExactly(new Receipt.Delivered("17A", NOW));
  }

  @Test
  void a_citizens_message_is_told_and_acknowledged_when_it_is_kept() {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    read(() -> kept);
    List<Integer> answers =
        bring(Brought.deliver().from(2, "0903123456").to("9029").text("TU CHOI \u0000").octets());
    assertThat(read).containsExactly(new InboundSms("84903123456", "9029", "TU CHOI @", NOW, true));
    assertThat(answers).isEmpty();
    kept.complete(null);
    assertThat(answers).containsExactly(OK);
    assertThat(desk.inbound()).isOne();
    assertThat(desk.receipts()).isZero();
  }

  @Test
  void while_nobody_reads_them_citizens_messages_are_refused_for_good() {
    assertThat(bring(Brought.deliver().text("STOP").octets())).containsExactly(NEVER);
    assertThat(bring(part(1, 2, "STOP"))).containsExactly(NEVER);
    assertThat(desk.notKept()).isZero();
    assertThat(desk.inbound()).isEqualTo(2);
  }

  @Test
  void a_message_in_ucs_2_or_in_message_payload_is_read() {
    read(() -> CompletableFuture.completedFuture(null));
    bring(
        Brought.deliver()
            .dataCoding(8)
            .parameter(Tags.MESSAGE_PAYLOAD, "Từ chối".getBytes(StandardCharsets.UTF_16BE))
            .octets());
    assertThat(read.get(0).text()).isEqualTo("Từ chối");
  }

  @Test
  void the_profile_says_what_data_coding_0_means() {
    Desk latin =
        new Desk(
            "sms", new DeskRules(ReferenceCodec.exact(), Map.of(), Coding.LATIN1, false), time);
    latin.inbound(
        sms -> {
          read.add(sms);
          return CompletableFuture.completedFuture(null);
        });
    byte[] octets = Brought.deliver().text("@é").octets();
    latin.take(octets, 0, octets.length, status -> {});
    assertThat(read.get(0).text()).isEqualTo("@é");
  }

  @Test
  void a_name_stays_as_it_came() {
    read(() -> CompletableFuture.completedFuture(null));
    bring(Brought.deliver().from(5, "0903123456").text("x").octets());
    bring(Brought.deliver().from(0, "EVN HCM").text("x").octets());
    bring(Brought.deliver().from(0, "9029").text("x").octets());
    assertThat(read.stream().map(InboundSms::from))
        .containsExactly("0903123456", "EVN HCM", "9029");
  }

  @Test
  void a_message_shows_neither_its_text_nor_a_whole_number() {
    InboundSms sms = new InboundSms("84903123456", "9029", "Tu choi", NOW, true);
    assertThat(sms.toString()).isEqualTo("********456 to *029: 7 characters");
    assertThat(new InboundSms("A", "B", "", NOW, false).toString())
        .isEqualTo("A to B: 0 characters, not complete");
  }

  @Test
  void parts_of_one_delivery_are_folded_and_its_ids_read_as_the_profile_says() {
    Desk mixed =
        new Desk(
            "sms",
            new DeskRules(
                ReferenceCodec.of(Form.HEXADECIMAL, Form.DECIMAL), Map.of(), Coding.GSM7, false),
            time);
    listen(mixed, () -> CompletableFuture.completedFuture(null));
    assertThat(mixed.reference("1A")).isEqualTo("26");
    assertThat(mixed.reference(" 1a\0")).isEqualTo("26");
    String reference = mixed.accepted(mixed.begin(), List.of("1A", "1B"));
    assertThat(reference).isEqualTo("26+2");
    List<Integer> answers = new ArrayList<>();
    for (String id : List.of("26", "0027")) {
      byte[] octets = Brought.receipt("id:" + id + " stat:DELIVRD");
      mixed.take(octets, 0, octets.length, answers::add);
    }
    assertThat(told).containsExactly(new Receipt.Delivered(reference, NOW));
    assertThat(answers).containsExactly(OK, OK);
  }

  @Test
  void of_several_parts_the_one_that_settled_it_is_brought_again() {
    listen(() -> CompletableFuture.failedFuture(new IllegalStateException("full")));
    desk.accepted(desk.begin(), List.of("1", "2"));
    assertThat(bring(Brought.receipt("id:1 stat:DELIVRD"))).containsExactly(OK);
    assertThat(bring(Brought.receipt("id:2 stat:DELIVRD"))).containsExactly(AGAIN);
    assertThat(bring(Brought.receipt("id:2 stat:DELIVRD"))).containsExactly(AGAIN);
    assertThat(told).hasSize(2).containsOnly(new Receipt.Delivered("1+2", NOW));
  }

  @Test
  void parts_that_come_in_any_order_are_told_as_one_and_acknowledged_together() {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    read(() -> kept);
    List<Integer> third = bring(part(3, 3, "khong?"));
    List<Integer> first = bring(part(1, 3, "Hop o dau, "));
    time.advance(Duration.ofSeconds(4));
    assertThat(read).isEmpty();
    List<Integer> second = bring(part(2, 3, "co doi "));
    assertThat(read)
        .containsExactly(
            new InboundSms(
                "84903123456", "9029", "Hop o dau, co doi khong?", NOW.plusSeconds(4), true));
    assertThat(desk.waiting()).isEqualTo(3);
    kept.complete(null);
    assertThat(List.of(first, second, third)).allMatch(List.of(OK)::equals);
  }

  @Test
  void parts_joined_by_sar_parameters_are_told_as_one() {
    read(() -> CompletableFuture.completedFuture(null));
    List<Integer> second = bring(sar(2, 2, "dau"));
    assertThat(read).isEmpty();
    bring(sar(1, 2, "Hop o "));
    assertThat(read.get(0).text()).isEqualTo("Hop o dau");
    assertThat(second).containsExactly(OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 of 2", "3 of 2", "1 of 0", "1 of 1"})
  void what_cannot_be_a_part_is_told_by_itself(String place) {
    read(() -> CompletableFuture.completedFuture(null));
    int number = place.charAt(0) - '0';
    int total = place.charAt(5) - '0';
    assertThat(bring(sar(number, total, "Hop"))).containsExactly(OK);
    assertThat(bring(part(number, total, "Hop"))).containsExactly(OK);
    assertThat(read).hasSize(2).allMatch(InboundSms::complete);
  }

  @Test
  void texts_that_differ_in_anything_are_not_joined() {
    read(() -> CompletableFuture.completedFuture(null));
    bring(part(1, 2, "a"));
    bring(part(2, 3, "b"));
    bring(Brought.deliver().esmClass(0x40).text("\5\0\3\51\2\2c").octets());
    bring(Brought.deliver().esmClass(0x40).text("\6\10\4\0\52\2\2d").octets());
    bring(Brought.deliver().from(1, "84903123457").esmClass(0x40).text(udh(2, 2, "e")).octets());
    bring(Brought.deliver().to("9030").esmClass(0x40).text(udh(2, 2, "f")).octets());
    assertThat(read).isEmpty();
    assertThat(desk.waiting()).isEqualTo(6);
  }

  @Test
  void a_part_that_comes_twice_counts_once_and_both_are_answered() {
    read(() -> CompletableFuture.completedFuture(null));
    List<Integer> first = bring(part(1, 2, "Hop o "));
    List<Integer> again = bring(part(1, 2, "Hop o "));
    bring(part(2, 2, "dau"));
    assertThat(read).hasSize(1);
    assertThat(read.get(0).text()).isEqualTo("Hop o dau");
    assertThat(first).containsExactly(OK);
    assertThat(again).containsExactly(OK);
  }

  @Test
  void a_part_that_comes_again_while_the_whole_is_being_kept_waits_with_it() {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    read(() -> kept);
    bring(part(1, 2, "Hop o "));
    bring(part(2, 2, "dau"));
    List<Integer> again = bring(part(1, 2, "Hop o "));
    kept.complete(null);
    assertThat(again).containsExactly(OK);
    time.advance(Duration.ofMinutes(1));
    desk.tick();
    assertThat(read).hasSize(1);
  }

  @Test
  void after_5_seconds_what_has_come_is_told_and_acknowledged_by_that() {
    read(() -> CompletableFuture.completedFuture(null));
    List<Integer> third = bring(part(3, 3, "khong?"));
    time.advance(Duration.ofMillis(4_999));
    List<Integer> first = bring(part(1, 3, "Hop o dau, "));
    desk.tick();
    assertThat(read).isEmpty();
    time.advance(Duration.ofMillis(1));
    desk.tick();
    desk.tick();
    assertThat(read)
        .containsExactly(
            new InboundSms(
                "84903123456", "9029", "Hop o dau, khong?", NOW.plusMillis(4_999), false));
    assertThat(first).containsExactly(OK);
    assertThat(third).containsExactly(OK);
  }

  @Test
  void a_part_that_comes_while_an_incomplete_text_is_being_kept_is_not_lost() {
    List<CompletableFuture<Void>> keeping = new ArrayList<>();
    read(
        () -> {
          keeping.add(new CompletableFuture<>());
          return keeping.get(keeping.size() - 1);
        });
    List<Integer> first = bring(part(1, 3, "Hop o "));
    time.advance(Duration.ofSeconds(5));
    desk.tick();
    List<Integer> second = bring(part(2, 3, "dau, "));
    keeping.get(0).complete(null);
    List<Integer> third = bring(part(3, 3, "may gio?"));
    time.advance(Duration.ofSeconds(5));
    desk.tick();
    assertThat(read.stream().map(InboundSms::text)).containsExactly("Hop o ", "dau, may gio?");
    assertThat(first).containsExactly(OK);
    assertThat(second).isEmpty();
    keeping.get(1).complete(null);
    assertThat(second).containsExactly(OK);
    assertThat(third).containsExactly(OK);
  }

  @Test
  void a_whole_that_could_not_be_kept_is_brought_again_in_all_its_parts() {
    List<CompletableFuture<Void>> answers =
        new ArrayList<>(
            List.of(
                CompletableFuture.failedFuture(new IllegalStateException("full")),
                CompletableFuture.completedFuture(null)));
    read(() -> answers.remove(0));
    List<Integer> first = bring(part(1, 2, "Hop o "));
    List<Integer> second = bring(part(2, 2, "dau"));
    assertThat(first).containsExactly(AGAIN);
    assertThat(second).containsExactly(AGAIN);
    assertThat(desk.notKept()).isEqualTo(2);
    assertThat(bring(part(1, 2, "Hop o "))).isEmpty();
    assertThat(bring(part(2, 2, "dau"))).containsExactly(OK);
    assertThat(read).hasSize(2).allMatch(sms -> sms.text().equals("Hop o dau"));
  }

  @Test
  void texts_that_never_become_whole_do_not_pile_up() {
    read(() -> CompletableFuture.completedFuture(null));
    for (int i = 0; i < 20_000; i++) {
      bring(Brought.deliver().to("1" + i).esmClass(0x40).text(udh(1, 2, "Hop")).octets());
    }
    assertThat(desk.waiting()).isBetween(10_000, 16_000);
    assertThat(read).hasSize(20_000 - desk.waiting()).noneMatch(InboundSms::complete);
    assertThat(read.get(0).to()).isEqualTo("10");
  }

  private static byte[] part(int number, int total, String text) {
    return Brought.deliver().esmClass(0x40).text(udh(number, total, text)).octets();
  }

  private static String udh(int number, int total, String text) {
    return "\5\0\3\52" + (char) total + (char) number + text;
  }

  private static byte[] sar(int number, int total, String text) {
    return Brought.deliver()
        .text(text)
        .parameter(Tags.SAR_MSG_REF_NUM, (byte) 1, (byte) 2)
        .parameter(Tags.SAR_TOTAL_SEGMENTS, (byte) total)
        .parameter(Tags.SAR_SEGMENT_SEQNUM, (byte) number)
        .octets();
  }

  private List<Integer> bring(byte[] octets) {
    List<Integer> answers = new ArrayList<>();
    desk.take(octets, 0, octets.length, answers::add);
    return answers;
  }

  private void read(Supplier<CompletionStage<Void>> keeping) {
    desk.inbound(
        sms -> {
          read.add(sms);
          return keeping.get();
        });
  }

  private void listen(Supplier<CompletionStage<Void>> keeping) {
    listen(desk, keeping);
  }

  private void listen(Desk to, Supplier<CompletionStage<Void>> keeping) {
    to.listen(
        new Receipts() {
          @Override
          public void receive(Receipt receipt) {
            throw new AssertionError("take() is what a channel with a keeping peer calls");
          }

          @Override
          public CompletionStage<Void> take(Receipt receipt, @Nullable Address from) {
            told.add(receipt);
            about.add(from);
            return keeping.get();
          }
        });
  }
}
