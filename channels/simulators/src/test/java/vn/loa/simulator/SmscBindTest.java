package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.simulator.RawClient.RECEIVER;
import static vn.loa.simulator.RawClient.TRANSCEIVER;
import static vn.loa.simulator.RawClient.TRANSMITTER;
import static vn.loa.simulator.Soon.await;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.testkit.ManualTime;

@Timeout(60)
class SmscBindTest {

  private static final byte[] TELLS_3_4 = Pdu.tlv(0x0210, new byte[] {0x34});

  @ParameterizedTest
  @ValueSource(ints = {RECEIVER, TRANSMITTER, TRANSCEIVER})
  void each_kind_of_bind_is_answered_as_its_own(int kind) throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.connect(smsc)) {
      Pdu answer = client.bind(kind);
      assertThat(answer.command()).isEqualTo(kind | Pdu.RESP);
      assertThat(answer.body()).isEqualTo(Pdu.joined(Pdu.text("loa"), TELLS_3_4));
      assertThat(smsc.counts().bindsAccepted()).isEqualTo(1);
    }
  }

  @Test
  void the_version_is_told_to_who_can_hear_it() throws Exception {
    try (SmscSimulator smsc =
            SmscSimulator.builder().interfaceVersion(SmscSimulator.VERSION_5_0).start();
        RawClient modern = RawClient.connect(smsc);
        RawClient old = RawClient.connect(smsc)) {
      assertThat(modern.bind(TRANSCEIVER).body())
          .isEqualTo(Pdu.joined(Pdu.text("loa"), Pdu.tlv(0x0210, new byte[] {0x50})));
      assertThat(old.ask(Pdu.bind(TRANSMITTER, "loa", "secret", 0x33)).body())
          .isEqualTo(Pdu.text("loa"));
    }
  }

  @Test
  void a_wrong_name_and_a_wrong_password_are_told_apart() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.connect(smsc)) {
      assertThat(client.ask(Pdu.bind(9, "lao", "secret", 0x34)).status()).isEqualTo(0x0F);
      assertThat(client.ask(Pdu.bind(9, "loa", "guess", 0x34)).status()).isEqualTo(0x0E);
      assertThat(smsc.counts().bindsRefused()).isEqualTo(2);
      assertThat(client.bind(9).status()).isZero();
    }
  }

  @Test
  void above_the_most_binds_and_twice_on_one_connection_it_is_already_bound() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.builder().mostBinds(2).start();
        RawClient first = RawClient.bound(smsc);
        RawClient second = RawClient.connect(smsc);
        RawClient third = RawClient.connect(smsc)) {
      assertThat(first.bind(TRANSCEIVER).status()).isEqualTo(0x05);
      assertThat(second.bind(TRANSCEIVER).status()).isZero();
      assertThat(third.bind(TRANSCEIVER).status()).isEqualTo(0x05);
      first.ask(Pdu.of(0x06, 5));
      await().until(() -> smsc.clients() == 1);
      assertThat(third.bind(TRANSCEIVER).status()).isZero();
    }
  }

  @Test
  void binds_may_be_refused_for_a_while() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.connect(smsc)) {
      smsc.refuseBinds(0x0D);
      assertThat(client.bind(TRANSCEIVER).status()).isEqualTo(0x0D);
      smsc.refuseBinds(0);
      assertThat(client.bind(TRANSCEIVER).status()).isZero();
    }
  }

  @Test
  void binds_may_never_be_answered() throws Exception {
    ManualTime time = ManualTime.startingAt(Instant.EPOCH);
    try (SmscSimulator smsc = SmscSimulator.builder().time(time).start();
        RawClient client = RawClient.connect(smsc)) {
      smsc.answerBinds(false);
      client.send(Pdu.bind(TRANSCEIVER, "loa", "secret", 0x34));
      client.hearsNothing();
      time.advance(Duration.ofMinutes(1));
      client.hearsNothing();
      assertThat(smsc.clients()).isZero();
    }
  }

  @Test
  void who_says_nothing_is_cut_off_after_five_seconds() throws Exception {
    ManualTime time = ManualTime.startingAt(Instant.EPOCH);
    try (SmscSimulator smsc = SmscSimulator.builder().time(time).start();
        RawClient silent = RawClient.connect(smsc);
        RawClient bound = RawClient.bound(smsc)) {
      silent.hearsNothing(); // by now its line has begun to count
      time.advance(Duration.ofMillis(4_999));
      silent.hearsNothing();
      time.advance(Duration.ofMillis(1));
      assertThat(silent.octet()).isEqualTo(-1);
      bound.hearsNothing();
    }
  }

  @Test
  void only_who_is_bound_to_transmit_may_submit() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient stranger = RawClient.connect(smsc);
        RawClient receiver = RawClient.bound(smsc, RECEIVER)) {
      assertThat(stranger.ask(Pdu.submit(1, "84903123456")).status()).isEqualTo(0x04);
      assertThat(receiver.ask(Pdu.submit(1, "84903123456")).status()).isEqualTo(0x04);
      assertThat(smsc.received()).isEmpty();
    }
  }

  @Test
  void after_unbind_the_line_ends() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.bound(smsc)) {
      assertThat(client.ask(Pdu.of(0x06, 5)).command()).isEqualTo(0x06 | Pdu.RESP);
      assertThat(client.octet()).isEqualTo(-1);
      await().until(() -> smsc.clients() == 0);
      assertThat(smsc.counts().unbinds()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x03, 0x07, 0x08, 0x21, 0x103, 0x111, 0x1234})
  void what_it_does_not_know_is_answered_generic_nack(int command) throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.bound(smsc)) {
      Pdu answer = client.ask(Pdu.of(command, 9));
      assertThat(answer.command()).isEqualTo(0x8000_0000);
      assertThat(answer.status()).isEqualTo(0x03);
      assertThat(answer.sequence()).isEqualTo(9);
      client.send(Pdu.of(0x1234 | Pdu.RESP, 10));
      client.hearsNothing();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 0x7FFF_FFF0, -1})
  void an_impossible_length_ends_the_line_with_a_word(int length) throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.bound(smsc)) {
      byte[] octets = Pdu.of(0x15, 3).octets();
      System.arraycopy(ByteBuffer.allocate(4).putInt(length).array(), 0, octets, 0, 4);
      client.send(octets);
      assertThat(client.next().status()).isEqualTo(0x02);
      assertThat(client.octet()).isEqualTo(-1);
      await().until(() -> smsc.lines() == 0);
    }
  }

  @Test
  void a_pdu_cut_at_any_octet_is_read_whole() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.builder().receipts(false).start();
        RawClient client = RawClient.bound(smsc)) {
      byte[] octets = Pdu.submit(1, "84903123456").octets();
      for (int cut = 1; cut < octets.length; cut++) {
        client.send(Arrays.copyOf(octets, cut));
        client.send(Arrays.copyOfRange(octets, cut, octets.length));
        assertThat(client.next().status()).isZero();
      }
      assertThat(smsc.received()).hasSize(octets.length - 1);
    }
  }

  @Test
  void a_submit_cut_short_by_its_length_is_refused_and_the_line_goes_on() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        RawClient client = RawClient.bound(smsc)) {
      Pdu whole = Pdu.submit(1, "84903123456");
      for (int length = 0; length < whole.body().length; length++) {
        Pdu cut = new Pdu(4, 0, 1, Arrays.copyOf(whole.body(), length));
        assertThat(client.ask(cut).status()).isIn(0x01, 0x02);
      }
      assertThat(client.ask(whole).status()).isZero();
    }
  }

  @Test
  void it_listens_on_loopback_unless_told_otherwise() throws Exception {
    InetAddress everywhere = InetAddress.getByName("0.0.0.0");
    try (SmscSimulator hidden = SmscSimulator.start();
        SmscSimulator shown = SmscSimulator.builder().host(everywhere).start()) {
      assertThat(hidden.address().isLoopbackAddress()).isTrue();
      assertThat(shown.address().isAnyLocalAddress()).isTrue();
    }
  }
}
