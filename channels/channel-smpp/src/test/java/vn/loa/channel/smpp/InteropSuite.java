package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static vn.loa.channel.smpp.Sending.SOON;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Batch;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.testkit.Answers;

/** What the channel does with an SMSC that somebody else wrote: the same for each. */
@Timeout(60)
abstract class InteropSuite {

  private static final int MESSAGES = 100;
  private static final String LONG = "Cấm xe đường Nguyễn Huệ từ 18 giờ đến 22 giờ. ".repeat(4);

  private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
  private Set<Thread> before = Set.of();
  private SmppChannel channel;

  /** Where the peer is, and the login that it takes. */
  abstract SmppSettings.Builder settings();

  /** Texts of the submit_sm that it took, as it reads them; of those in parts, each part. */
  abstract List<String> texts();

  abstract boolean wasUnbound();

  @BeforeEach
  void bind() {
    before = new HashSet<>(Sending.threads());
    channel = SmppChannel.connect(settings().build());
    channel.listen(receipts::add);
  }

  @AfterEach
  void close() {
    channel.close(SOON);
  }

  @Test
  void a_hundred_messages_in_gsm_and_in_vietnamese_are_taken_and_each_gets_its_receipt()
      throws Exception {
    List<String> texts =
        IntStream.range(0, MESSAGES)
            .mapToObj(n -> n % 2 == 0 ? "Phi {5€} @ no. " + n : "Mời họp tổ dân phố số " + n)
            .toList();
    Answers answers = new Answers();
    int window = channel.limits().window();
    for (int n = 0; n < MESSAGES; n++) {
      answers.await(Math.max(0, n - window + 1), SOON);
      channel.submit(
          new Batch(Sending.message(texts.get(n)), n, List.of(Sending.recipient(n))), answers);
    }
    assertThat(answers.await(MESSAGES, SOON).all()).allMatch(Outcome.Sent.class::isInstance);
    await().atMost(SOON).until(() -> receipts.size() >= MESSAGES);
    assertThat(receipts).allMatch(Receipt.Delivered.class::isInstance);
    assertThat(receipts)
        .extracting(Receipt::reference)
        .containsExactlyInAnyOrderElementsOf(references(answers.all()));
    await().atMost(SOON).until(() -> texts().size() == MESSAGES);
    assertThat(texts()).containsExactlyInAnyOrderElementsOf(texts);
  }

  @Test
  void a_long_message_is_taken_in_parts_and_gets_one_receipt() throws Exception {
    Outcome outcome = Sending.send(channel, LONG);
    await().atMost(SOON).until(() -> String.join("", texts()).equals(LONG));
    assertThat(texts()).hasSizeGreaterThan(2);
    await().atMost(SOON).until(() -> !receipts.isEmpty());
    assertThat(receipts).singleElement().isInstanceOf(Receipt.Delivered.class);
    assertThat(outcome).isEqualTo(new Outcome.Sent(receipts.get(0).reference()));
  }

  @Test
  void it_unbinds_and_leaves_no_thread() throws Exception {
    Sending.send(channel, "Mời họp");
    assertThat(newThreads()).isNotEmpty();
    channel.close(Duration.ofSeconds(5));
    await().atMost(SOON).until(this::wasUnbound);
    await().atMost(SOON).untilAsserted(() -> assertThat(newThreads()).isEmpty());
  }

  /** For peers that know a password. */
  final void assertThatAWrongPasswordIsToldApart() {
    SmppSettings wrong = settings().login(settings().build().systemId(), "Wr0ngPw").build();
    assertThatExceptionOfType(ChannelException.class)
        .isThrownBy(() -> SmppChannel.connect(wrong).close(Duration.ZERO))
        .withMessageContaining("ESME_RINVPASWD")
        .withMessageNotContaining("Wr0ngPw");
  }

  private static List<String> references(List<Outcome> sent) {
    return sent.stream().map(it -> ((Outcome.Sent) it).reference()).toList();
  }

  private List<Thread> newThreads() {
    List<Thread> now = new ArrayList<>(Sending.threads());
    now.removeAll(before);
    return now;
  }
}
