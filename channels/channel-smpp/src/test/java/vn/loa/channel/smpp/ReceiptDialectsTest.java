package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.ReferenceCodec;
import vn.loa.channel.ReferenceCodec.Form;
import vn.loa.channel.testkit.Answers;
import vn.loa.simulator.ReceiptDialect;
import vn.loa.simulator.SmscSimulator;

/**
 * Every way in which the simulator's operators write receipts, and bring them: to each delivery, of
 * one part and of several, its own.
 */
@Timeout(60)
class ReceiptDialectsTest {

  private static final int RECIPIENTS = 6;
  private static final String SHORT = "Mời họp tổ dân phố";
  private static final String LONG =
      "Ủy ban nhân dân phường thông báo lịch tiêm vắc-xin mũi 3 tại trạm y tế. ".repeat(3);

  /** When receipts come. */
  enum Manner {
    AT_ONCE(1) {
      @Override
      void of(SmscSimulator.Builder smsc) {}
    },
    EARLY(1) {
      @Override
      void of(SmscSimulator.Builder smsc) {
        smsc.receiptsBeforeAnswers(true).shuffleAnswers(1, Duration.ofMillis(20));
      }
    },
    LATE(1) {
      @Override
      void of(SmscSimulator.Builder smsc) {
        smsc.receiptsAfter(Duration.ofMillis(100));
      }
    },
    TWICE(2) {
      @Override
      void of(SmscSimulator.Builder smsc) {
        smsc.duplicateReceipts(true);
      }
    },
    EARLY_AND_TWICE(2) {
      @Override
      void of(SmscSimulator.Builder smsc) {
        smsc.receiptsBeforeAnswers(true).duplicateReceipts(true);
      }
    },
    OUT_OF_ORDER(1) {
      @Override
      void of(SmscSimulator.Builder smsc) {
        smsc.shuffleAnswers(2, Duration.ofMillis(20)).shuffleReceipts(3, Duration.ofMillis(50));
      }
    };

    /** So often each comes. */
    private final int times;

    Manner(int times) {
      this.times = times;
    }

    abstract void of(SmscSimulator.Builder smsc);
  }

  static Stream<Arguments> everyWay() {
    List<Arguments> all = new ArrayList<>();
    for (ReceiptDialect dialect : ReceiptDialect.values()) {
      for (Manner manner : Manner.values()) {
        all.add(Arguments.of(dialect, manner, false));
        all.add(Arguments.of(dialect, manner, true));
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}, {1}, data_sm {2}")
  @MethodSource("everyWay")
  void each_delivery_gets_its_own_receipt(ReceiptDialect dialect, Manner manner, boolean inDataSm)
      throws Exception {
    SmscSimulator.Builder rules =
        SmscSimulator.builder()
            .receiptDialect(dialect)
            .receiptsAsDataSm(inDataSm)
            .cannotDeliver(number -> number.endsWith("7"));
    manner.of(rules);
    Heard heard = new Heard();
    Answers answers = new Answers();
    try (SmscSimulator smsc = rules.start();
        SmppChannel channel = SmppChannel.connect(settings(smsc, dialect))) {
      channel.listen(heard);
      send(channel, SHORT, 0, answers);
      send(channel, LONG, RECIPIENTS, answers);
      answers.await(2 * RECIPIENTS, Sending.SOON);
      long expected = manner.times * smsc.submits();
      await().atMost(Sending.SOON).until(() -> smsc.receiptsSent() == expected);
      assertThat(smsc.submits()).isEqualTo(RECIPIENTS + 4L * RECIPIENTS);
      assertThat(smsc.counts().receiptAnswers()).isEqualTo(Map.of(0, expected));
    }
    for (int token = 0; token < 2 * RECIPIENTS; token++) {
      int times = token < RECIPIENTS ? manner.times : 1;
      heard.check(phone(token), ((Outcome.Sent) answers.of(token)).reference(), times, dialect);
    }
    assertThat(heard.all).hasSize(RECIPIENTS * (manner.times + 1));
  }

  /** As an integrator says it, who has read the operator's paper. */
  private static SmppSettings settings(SmscSimulator smsc, ReceiptDialect dialect) {
    SmppProfile.Builder profile = SmppProfile.builder();
    switch (dialect) {
      case HEX_ANSWER_DECIMAL_RECEIPT ->
          profile.references(ReferenceCodec.of(Form.HEXADECIMAL, Form.DECIMAL));
      case LEADING_ZEROS -> profile.references(ReferenceCodec.decimal());
      case ESM_CLASS_ZERO -> profile.receiptsByText(true);
      default -> {}
    }
    return Sending.settings(smsc.port()).window(2 * RECIPIENTS).profile(profile.build()).build();
  }

  private static void send(SmppChannel channel, String text, int first, Answers answers) {
    Message message = Sending.message(text);
    for (int n = first; n < first + RECIPIENTS; n++) {
      channel.submit(new Batch(message, n, List.of(phone(n))), answers);
    }
  }

  private static Address phone(int n) {
    return new Address.Phone(84_903_100_003L + n);
  }

  private static boolean isUnreachable(Address phone) {
    return phone.equals(phone(4));
  }

  /** Keeps each receipt, and whom it is about. */
  private static final class Heard implements Receipts {

    private record One(Receipt receipt, @Nullable Address from) {}

    private final List<One> all = new CopyOnWriteArrayList<>();

    @Override
    public void receive(Receipt receipt) {
      throw new AssertionError("asked without whom it is about");
    }

    @Override
    public CompletionStage<Void> take(Receipt receipt, @Nullable Address from) {
      all.add(new One(receipt, from));
      return CompletableFuture.completedStage(null);
    }

    void check(Address phone, String reference, int times, ReceiptDialect dialect) {
      List<One> its =
          all.stream().filter(it -> it.receipt().reference().equals(reference)).toList();
      assertThat(its).as("of %s", reference).hasSize(times);
      for (One one : its) {
        assertThat(one.from()).isEqualTo(phone);
        if (!isUnreachable(phone)) {
          assertThat(one.receipt()).isInstanceOf(Receipt.Delivered.class);
          continue;
        }
        assertThat(((Receipt.Undelivered) one.receipt()).reason().code())
            .isEqualTo(
                switch (dialect) {
                  case STAT_FAILED -> "FAILED";
                  case TLV_ONLY -> "UNDELIVERABLE";
                  default -> "UNDELIV";
                });
      }
    }
  }
}
