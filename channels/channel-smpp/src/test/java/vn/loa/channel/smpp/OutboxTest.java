package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OutboxTest {

  @Property(tries = 200)
  void however_little_goes_at_once_the_octets_leave_in_order(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Outbox outbox = new Outbox();
    FakeWire wire = new FakeWire();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int step = 0; step < 60; step++) {
      byte[] octets = new byte[random.nextInt(20_000)];
      random.nextBytes(octets);
      outbox.add(octets, 0, octets.length);
      all.write(octets);
      wire.room(random.nextInt(18_000));
      outbox.flush(wire);
      assertThat(outbox.added()).isEqualTo(all.size());
      assertThat(outbox.gone()).isEqualTo(wire.octetsGone());
    }
    wire.room(Integer.MAX_VALUE);
    outbox.flush(wire);
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(wire.octets()).isEqualTo(all.toByteArray());
  }
}
