package vn.loa.bench.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What takes hours by hand, for a moment each: it still runs, and nobody's time is asserted. */
class ProgramsTest {

  private static final Logger ROOT = Logger.getLogger("");

  @BeforeAll
  static void peers_are_quiet() {
    ROOT.setLevel(Level.OFF);
  }

  @ParameterizedTest
  @EnumSource(Peer.class)
  void every_peer_sends_and_takes_receipts(Peer peer) throws Exception {
    List<Results> cells = new SmppPeers(0.2, 1, List.of("receipts", "10", peer.label())).run();
    assertThat(cells).hasSize(1);
    assertThat(cells.get(0).spread(peer, Measured::rate).least()).isPositive();
    assertThat(cells.get(0).spread(peer, Measured::receipts).least()).isPositive();
    assertThat(cells.get(0).spread(peer, Measured::errors).most()).isZero();
  }

  @Test
  void a_file_reaches_the_smsc_and_every_message_is_delivered() throws Exception {
    new CsvToSmsc(2_000, 50, 2, SinkMode.RECEIPTS).run(1);
  }

  @Test
  void a_soak_holds_outcomes_against_what_the_sink_got() throws Exception {
    assertThat(new SmppSoak(0.05, 200).run()).isEmpty();
  }

  @Test
  void a_bind_outlives_damaged_pdus() throws Exception {
    SmppFuzz fuzz = new SmppFuzz(2, 1, 18);
    assertThat(fuzz.run()).isTrue();
    assertThat(fuzz.isUnharmed()).isTrue();
  }
}
