package vn.loa.channel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;

/**
 * What every channel promises. An adapter's test extends this class, says how to open the channel
 * against a real peer on loopback and how to silence that peer, and inherits the proofs.
 */
@Timeout(60)
public abstract class ChannelContract {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
  private Channel channel;

  /** A fresh channel against a fresh peer, with an answer time of a second or two at most. */
  protected abstract Channel open() throws Exception;

  /** The n-th address that the peer accepts; a different one for each n from 0 to 999. */
  protected abstract Address good(int n);

  /** An address that this channel or its peer refuses. */
  protected abstract Address bad();

  /** A message that the peer accepts, valid for an hour. */
  protected abstract Message message();

  /** From now on the peer answers nothing, as if its cable were pulled. */
  protected abstract void silencePeer() throws Exception;

  /** Ends the peer. Called after the channel was closed. */
  protected abstract void stopPeer() throws Exception;

  @BeforeEach
  final void openTheChannel() throws Exception {
    channel = open();
    channel.listen(receipts::add);
  }

  @AfterEach
  final void closeTheChannel() throws Exception {
    channel.close(Duration.ofSeconds(5));
    stopPeer();
  }

  @Test
  void every_delivery_is_answered_exactly_once() throws Exception {
    Answers answers = new Answers();
    int size = Math.min(100, channel.limits().window());
    submit(goods(0, size), 1, answers);
    answers.await(size, SOON);
    channel.close(SOON); // after it, no second answer can come
    assertThat(answers.all()).allSatisfy(it -> assertThat(it).isInstanceOf(Outcome.Sent.class));
  }

  @Test
  void references_of_sent_deliveries_differ() throws Exception {
    Answers answers = new Answers();
    int size = Math.min(50, channel.limits().window());
    submit(goods(0, size), 1, answers);
    answers.await(size, SOON);
    assertThat(references(answers)).doesNotHaveDuplicates().hasSize(size);
  }

  @Test
  void a_bad_recipient_spoils_nobody_elses() throws Exception {
    List<Address> recipients = new ArrayList<>(goods(0, 9));
    recipients.add(4, bad());
    Answers answers = new Answers();
    submit(recipients, 100, answers);
    answers.await(10, SOON);
    assertThat(answers.of(104)).isInstanceOf(Outcome.Refused.class);
    LongStream.range(100, 110)
        .filter(token -> token != 104)
        .forEach(token -> assertThat(answers.of(token)).isInstanceOf(Outcome.Sent.class));
  }

  @Test
  void a_receipt_names_the_delivery_it_belongs_to() throws Exception {
    Answers answers = new Answers();
    submit(goods(0, 5), 1, answers);
    answers.await(5, SOON);
    List<String> sent = references(answers);
    Waiting.until(SOON, () -> receipts.size() >= 5, () -> receipts.size() + " of 5 receipts");
    assertThat(receipts).extracting(Receipt::reference).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void close_drains_what_was_submitted() throws Exception {
    Answers answers = new Answers();
    int size = Math.min(50, channel.limits().window());
    submit(goods(0, size), 1, answers);
    channel.close(Duration.ofSeconds(20));
    assertThat(answers.all())
        .hasSize(size)
        .allSatisfy(it -> assertThat(it).isInstanceOf(Outcome.Sent.class));
  }

  @Test
  void closing_twice_is_harmless() {
    channel.close(Duration.ofSeconds(5));
    assertThatCode(() -> channel.close(Duration.ofSeconds(5))).doesNotThrowAnyException();
  }

  @Test
  void what_comes_after_close_is_answered_and_certainly_not_sent() throws Exception {
    channel.close(Duration.ofSeconds(5));
    Answers answers = new Answers();
    submit(goods(0, 3), 7, answers);
    answers.await(3, SOON);
    assertThat(answers.all()).allSatisfy(it -> assertThat(it).isInstanceOf(Outcome.Retry.class));
  }

  @Test
  void a_dead_peer_answers_with_an_outcome_not_a_hang() throws Exception {
    silencePeer();
    Answers answers = new Answers();
    submit(goods(0, 3), 1, answers);
    answers.await(3, SOON);
    channel.close(Duration.ofSeconds(5));
    assertThat(answers.all())
        .hasSize(3)
        .allSatisfy(
            it -> assertThat(it).isInstanceOfAny(Outcome.InDoubt.class, Outcome.Retry.class));
  }

  @Test
  void closing_with_a_dead_peer_ends_in_time_and_leaves_no_thread() throws Exception {
    silencePeer();
    Answers answers = new Answers();
    submit(goods(0, 3), 1, answers);
    channel.close(Duration.ofMillis(100));
    assertThat(answers.all()).hasSize(3);
    Waiting.until(
        SOON,
        () -> Waiting.threadsNamed("loa-" + channel.name()).isEmpty(),
        () -> "threads left: " + Waiting.threadsNamed("loa-" + channel.name()));
  }

  /** The channel under test, for what a subclass proves beyond the contract. */
  protected final Channel channel() {
    return channel;
  }

  /** What the channel has reported so far; grows while a test runs. */
  protected final List<Receipt> receipts() {
    return receipts;
  }

  private void submit(List<Address> recipients, long firstToken, Answers answers) {
    channel.submit(new Batch(message(), firstToken, recipients), answers);
  }

  private List<Address> goods(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(this::good).toList();
  }

  private static List<String> references(Answers answers) {
    return answers.all().stream()
        .filter(Outcome.Sent.class::isInstance)
        .map(it -> ((Outcome.Sent) it).reference())
        .toList();
  }
}
