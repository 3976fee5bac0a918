package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurstsTest {

  private static final int PUBLISH = 0x32;
  private static final int PINGREQ = 0xc0;

  private final List<Integer> writes = new ArrayList<>();
  private final Bursts bursts = new Bursts(100);
  private final OutputStream out = bursts.over(new Wire());

  @Test
  void a_burst_goes_out_in_one_write_when_its_last_packet_is_written() throws Exception {
    handOver(3);
    packet(PUBLISH, 10);
    packet(PUBLISH, 10);
    assertThat(writes).isEmpty();
    packet(PUBLISH, 10);
    assertThat(writes).containsExactly(30);
  }

  @Test
  void a_publish_whose_handing_over_was_not_told_yet_goes_out_at_once() throws Exception {
    packet(PUBLISH, 10);
    assertThat(writes).containsExactly(10);
  }

  @Test
  void any_other_packet_takes_along_what_is_held() throws Exception {
    handOver(3);
    packet(PUBLISH, 10);
    packet(PINGREQ, 2);
    assertThat(writes).containsExactly(12);
  }

  @Test
  void what_was_flushed_does_not_wait_for_what_is_published_later() throws Exception {
    handOver(2);
    bursts.end();
    handOver(5);
    packet(PUBLISH, 10);
    packet(PUBLISH, 10);
    assertThat(writes).containsExactly(20);
  }

  @Test
  void a_full_buffer_goes_out() throws Exception {
    handOver(100);
    for (int i = 0; i < 66; i++) {
      packet(PUBLISH, 1000);
    }
    assertThat(writes).containsExactly(65_000);
  }

  @Test
  void a_packet_larger_than_the_buffer_goes_out_behind_what_is_held() throws Exception {
    handOver(2);
    packet(PUBLISH, 10);
    packet(PUBLISH, 100_000);
    assertThat(writes.stream().mapToInt(it -> it).sum()).isEqualTo(100_010);
    assertThat(writes.get(0)).isEqualTo(10);
  }

  @Test
  void a_packet_in_pieces_counts_once_whatever_its_pieces_begin_with() throws Exception {
    handOver(2);
    out.write(new byte[] {PUBLISH, 0}, 0, 2);
    out.write(new byte[] {(byte) PINGREQ, 0}, 0, 2);
    out.flush();
    assertThat(writes).isEmpty();
    packet(PUBLISH, 10);
    assertThat(writes).containsExactly(14);
  }

  @Test
  void acknowledgements_may_gather_while_more_than_half_of_the_window_is_out() {
    handOver(50);
    assertThat(bursts.isWellFilled()).isFalse();
    handOver(1);
    assertThat(bursts.isWellFilled()).isTrue();
    bursts.acknowledged();
    assertThat(bursts.isWellFilled()).isFalse();
  }

  @Test
  void acknowledgements_of_a_small_window_are_awaited() {
    Bursts few = new Bursts(49);
    for (int i = 0; i < 49; i++) {
      few.handedOver();
    }
    assertThat(few.isWellFilled()).isFalse();
  }

  private void handOver(int packets) {
    for (int i = 0; i < packets; i++) {
      bursts.handedOver();
    }
  }

  private void packet(int first, int length) throws IOException {
    byte[] octets = new byte[length];
    octets[0] = (byte) first;
    out.write(octets, 0, length);
    out.flush();
  }

  private final class Wire extends OutputStream {

    @Override
    public void write(int octet) {
      writes.add(1);
    }

    @Override
    public void write(byte[] octets, int from, int length) {
      if (length > 0) {
        writes.add(length);
      }
    }
  }
}
