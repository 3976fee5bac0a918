package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.ReferenceCodec;
import vn.loa.channel.ReferenceCodec.Form;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.sms.Coding;

/** Whatever an SMSC brings is answered, once, in the end; and nothing of it is an exception. */
class DeskFuzzTest {

  private static final Set<Integer> ANSWERS = Set.of(0x00, 0x64, 0x65);
  private static final Logger LOG = Logger.getLogger("vn.loa.channel.smpp");

  /** Each try would complain anew. */
  @BeforeContainer
  static void hush() {
    LOG.setLevel(Level.OFF);
  }

  @AfterContainer
  static void speak() {
    LOG.setLevel(null);
  }

  @Property(tries = 3000)
  void any_octets_are_answered_once(
      @ForAll @Size(max = 300) byte[] octets, @ForAll boolean isDeliver) {
    byte[] pdu = Arrays.copyOf(octets, Math.max(8, octets.length));
    System.arraycopy(new byte[] {0, 0, (byte) (isDeliver ? 0 : 1)}, 0, pdu, 4, 3);
    pdu[7] = (byte) (isDeliver ? 5 : 3);
    new Run(0).play(List.of(pdu, octets));
  }

  @Property(tries = 1500)
  void valid_ones_with_octets_changed_or_cut_are_answered_once(
      @ForAll("mutated") List<byte[]> pdus, @ForAll long seed) {
    new Run(seed).play(pdus);
  }

  @Provide
  Arbitrary<List<byte[]>> mutated() {
    return Arbitraries.longs()
        .map(seed -> mutant(new Random(seed)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static byte[] mutant(Random random) {
    byte[] pdu = valid(random);
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(3) == 0 ? random.nextInt(pdu.length) : 16 + random.nextInt(30);
      pdu[Math.min(at, pdu.length - 1)] = (byte) random.nextInt();
    }
    return random.nextInt(3) == 0 ? Arrays.copyOf(pdu, random.nextInt(pdu.length)) : pdu;
  }

  private static byte[] valid(Random random) {
    int number = 1 + random.nextInt(3);
    String state = List.of("DELIVRD", "UNDELIV", "ENROUTE", "EXPIRED").get(random.nextInt(4));
    return switch (random.nextInt(5)) {
      case 0 -> Brought.receipt("id:" + number + " stat:" + state + " err:001 text:hop");
      case 1 ->
          Brought.data()
              .esmClass(4)
              .parameter(Tags.RECEIPTED_MESSAGE_ID, number + "\0")
              .parameter(Tags.MESSAGE_STATE, (byte) random.nextInt(10))
              .parameter(Tags.NETWORK_ERROR_CODE, (byte) 3, (byte) 0, (byte) 1)
              .octets();
      case 2 ->
          Brought.deliver()
              .esmClass(0x40)
              .dataCoding(random.nextInt(256))
              .text("\5\0\3\52\3" + (char) number + "Hop o dau")
              .octets();
      case 3 ->
          Brought.deliver()
              .parameter(Tags.MESSAGE_PAYLOAD, "Hop o dau")
              .parameter(Tags.SAR_MSG_REF_NUM, (byte) 0, (byte) 42)
              .parameter(Tags.SAR_TOTAL_SEGMENTS, (byte) 3)
              .parameter(Tags.SAR_SEGMENT_SEQNUM, (byte) number)
              .octets();
      default -> Brought.deliver().dataCoding(8).text("id:" + number + " stat:" + state).octets();
    };
  }

  /** A desk whose listeners keep late, not at all, or throw. */
  private static final class Run implements Receipts {
    private final Random random;
    private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-05-15T05:00:00Z"));
    private final List<CompletableFuture<Void>> keeping = new ArrayList<>();
    private final Map<Integer, Integer> answers = new HashMap<>();
    private final Desk desk =
        new Desk(
            "sms",
            new DeskRules(
                ReferenceCodec.of(Form.HEXADECIMAL, Form.DECIMAL), Map.of(), Coding.GSM7, true),
            time);

    Run(long seed) {
      random = new Random(seed);
      desk.listen(this);
      desk.inbound(sms -> stage());
    }

    void play(List<byte[]> pdus) {
      long first = desk.begin();
      long second = desk.begin();
      for (int i = 0; i < pdus.size(); i++) {
        if (i == pdus.size() / 2) {
          desk.accepted(first, List.of("1", "2"));
        }
        bring(i, pdus.get(i));
        time.advance(Duration.ofSeconds(random.nextInt(4)));
        desk.tick();
      }
      desk.gaveUp(second);
      while (desk.waiting() > 0 && time.nanos() < Duration.ofMinutes(5).toNanos()) {
        time.advance(Duration.ofSeconds(6));
        desk.tick();
        List.copyOf(keeping).forEach(this::end);
      }
      assertThat(answers).hasSize(pdus.size());
      assertThat(desk.waiting()).isZero();
    }

    private void bring(int number, byte[] pdu) {
      desk.take(
          pdu,
          0,
          pdu.length,
          status -> {
            assertThat(ANSWERS).contains(status);
            assertThat(answers.put(number, status)).as("answered twice").isNull();
          });
    }

    private CompletionStage<Void> stage() {
      if (random.nextInt(4) == 0) {
        throw new IllegalStateException("a fault of the listener");
      }
      keeping.add(new CompletableFuture<>());
      return keeping.get(keeping.size() - 1);
    }

    private void end(CompletableFuture<Void> stage) {
      if (random.nextBoolean()) {
        stage.complete(null);
      } else {
        stage.completeExceptionally(new IllegalStateException("full"));
      }
    }

    @Override
    public void receive(Receipt receipt) {
      throw new AssertionError("take() is what a channel with a keeping peer calls");
    }

    @Override
    public CompletionStage<Void> take(Receipt receipt, @Nullable Address from) {
      return stage();
    }
  }
}
