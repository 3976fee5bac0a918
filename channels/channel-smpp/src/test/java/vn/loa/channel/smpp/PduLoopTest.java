package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Audience;
import vn.loa.channel.Batch;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.sms.Concatenation;
import vn.loa.sms.PartReferences;

class PduLoopTest {

  private static final Instant NOON = Instant.parse("2026-05-15T05:00:00Z");
  private static final int WINDOW = 20;

  private final ManualTime time = ManualTime.startingAt(NOON);
  private final FakeWire wire = new FakeWire();
  private final List<String> told = new ArrayList<>();
  private final SmppSettings settings =
      SmppSettings.builder("smsc.example", 2775)
          .login("loa", "secret")
          .sender("UBND TP.HCM")
          .window(WINDOW)
          .time(time)
          .build();
  private final Desk desk = new Desk("sms", settings.profile(), time);
  private final Traffic traffic = new Traffic(settings, desk, new BindCounts(1, time), () -> {});

  PduLoopTest() {
    traffic.open(wire);
    traffic.bound(BindRole.TRANSCEIVER);
  }

  @Property(tries = 200)
  void however_the_octets_are_cut_the_same_is_read(@ForAll long seed) throws IOException {
    PduLoopTest fresh = new PduLoopTest();
    fresh.submit(WINDOW);
    Random random = new Random(seed);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<String> expected = new ArrayList<>();
    int enquiries = 0;
    for (int sequence = 1; sequence <= WINDOW; sequence++) {
      if (random.nextInt(3) == 0) {
        all.write(pdu(0x15, 0, 1_000 + sequence));
        enquiries++;
      }
      all.write(pdu(0x80000004, 0, sequence, ("id-" + "x".repeat(random.nextInt(40)) + sequence)));
      expected.add("SENT");
    }
    fresh.read(cut(all.toByteArray(), random));
    assertThat(fresh.told).containsExactlyElementsOf(expected);
    assertThat(fresh.wire.pdus(0x80000015)).hasSize(enquiries);
  }

  @Test
  void a_pdu_larger_than_the_buffer_is_read_whole() {
    submit(1);
    byte[] large = pdu(0x80000102, 0, 5, "y".repeat(100_000));
    read(large, pdu(0x80000004, 0, 1, "a"));
    assertThat(told).containsExactly("SENT");
  }

  @Test
  void an_absurd_length_is_answered_and_ends_the_connection() {
    assertThatThrownBy(() -> loop(ByteBuffer.allocate(4).putInt(0x7ffffff0).array()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2147483632 octets; 16 to 131072");
    assertThat(wire.pdus(0x80000000)).singleElement().satisfies(it -> status(it, 0x02));
  }

  @Test
  void what_was_answered_before_an_absurd_length_counts() {
    submit(2);
    byte[] answer = pdu(0x80000004, 0, 1, "a");
    byte[] both = Arrays.copyOf(answer, answer.length + 4);
    both[answer.length] = 0x7F;
    assertThatThrownBy(() -> loop(both)).hasMessageContaining("octets; 16 to 131072");
    assertThat(told).containsExactly("SENT");
  }

  @Test
  void a_length_below_the_header_is_absurd_too() {
    assertThatThrownBy(() -> loop(ByteBuffer.allocate(4).putInt(15).array()))
        .hasMessageContaining("a PDU of 15 octets");
  }

  @Test
  void a_generic_nack_answers_the_message_that_was_not_understood() {
    submit(2);
    read(pdu(0x80000000, 0x03, 1), pdu(0x80000000, 0, 2));
    assertThat(told).containsExactly("REFUSED", "REFUSED");
    assertThat(traffic.room()).isEqualTo(WINDOW);
  }

  @Test
  void answers_to_nothing_harm_nobody() {
    submit(1);
    read(
        pdu(0x80000004, 0, 77, "a"),
        pdu(0x80000005, 0, 1),
        pdu(0x80000103, 0, 1),
        pdu(0x80000000, 0x03, 0));
    assertThat(told).isEmpty();
    assertThat(traffic.room()).isEqualTo(WINDOW - 1);
  }

  @Test
  void a_damaged_answer_to_a_bind_that_nobody_waits_for_harms_nobody() {
    submit(1);
    byte[] damaged = pdu(0x80000009, 0, 900, "a system id of far more than fifteen characters");
    read(damaged, pdu(0x80000004, 0, 1, "a"));
    assertThat(told).containsExactly("SENT");
  }

  @Test
  void an_unknown_request_is_refused_and_an_unknown_answer_is_not() {
    read(pdu(0x7, 0, 9), pdu(0x80000007, 0, 10), pdu(0x102, 0, 11));
    assertThat(wire.pdus()).singleElement().satisfies(it -> status(it, 0x03));
  }

  @Test
  void an_unbind_is_answered_before_the_connection_ends() {
    assertThatThrownBy(() -> loop(pdu(0x6, 0, 12)))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("unbound");
    assertThat(wire.pdus(0x80000006)).singleElement().satisfies(it -> status(it, 0));
  }

  @Test
  void an_answer_without_a_nul_or_a_body_is_read() {
    submit(2);
    byte[] whole = pdu(0x80000004, 0, 1, "abc");
    byte[] withoutNul = Arrays.copyOf(whole, whole.length - 1);
    ByteBuffer.wrap(withoutNul).putInt(0, withoutNul.length);
    read(withoutNul, pdu(0x80000004, 0x0B, 2));
    assertThat(told).containsExactly("SENT", "REFUSED");
  }

  private static void status(ByteBuffer pdu, int status) {
    assertThat(pdu.getInt(8)).isEqualTo(status);
  }

  private void submit(int people) {
    Message message =
        Message.builder("m", "Thông báo")
            .text("vi", "Mời họp")
            .validUntil(NOON.plusSeconds(99))
            .build();
    Batch batch =
        new Batch(
            message,
            1,
            Audience.phones("all", LongStream.range(0, people).map(n -> 84_903_000_000L + n))
                .recipients());
    traffic.submit(
        MessagePdus.of(message, settings, NOON),
        batch,
        0,
        people,
        PartReferences.of(Concatenation.UDH_8, 0),
        (long token, Outcome outcome) -> told.add(outcome.kind().toString()));
  }

  /** Reads until the other end hangs up, which it does after these. */
  private void read(byte[]... chunks) {
    assertThatThrownBy(() -> loop(chunks)).isInstanceOf(EOFException.class);
  }

  private void loop(byte[]... chunks) throws IOException {
    wire.comes(chunks);
    String name = Thread.currentThread().getName();
    try {
      new PduLoop(name, traffic, desk)
          .readPDUHeader(new DataInputStream(InputStream.nullInputStream()));
    } finally {
      Thread.currentThread().setName(name);
    }
  }

  private static byte[][] cut(byte[] octets, Random random) {
    List<byte[]> chunks = new ArrayList<>();
    for (int from = 0; from < octets.length; ) {
      int to = Math.min(octets.length, from + 1 + random.nextInt(random.nextBoolean() ? 3 : 200));
      chunks.add(Arrays.copyOfRange(octets, from, to));
      from = to;
    }
    return chunks.toArray(byte[][]::new);
  }

  private static byte[] pdu(int command, int status, int sequence) {
    return ByteBuffer.allocate(16)
        .putInt(16)
        .putInt(command)
        .putInt(status)
        .putInt(sequence)
        .array();
  }

  private static byte[] pdu(int command, int status, int sequence, String id) {
    byte[] text = id.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(17 + text.length)
        .putInt(17 + text.length)
        .putInt(command)
        .putInt(status)
        .putInt(sequence)
        .put(text)
        .array();
  }
}
