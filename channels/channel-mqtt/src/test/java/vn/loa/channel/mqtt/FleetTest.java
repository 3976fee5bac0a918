package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetTest {

  private final Fleet fleet = new Fleet();

  @Test
  void an_area_where_nobody_listens_any_more_is_forgotten() {
    for (int session = 1; session <= 1_000; session++) {
      birth("loa-0", session, "area-" + session);
    }
    assertThat(fleet.areas()).isEqualTo(1);
  }

  @Test
  void to_ask_about_an_area_that_nobody_knows_makes_none() {
    assertThat(fleet.listeners("q1").isEmpty()).isTrue();
    assertThat(fleet.areas()).isZero();
  }

  private void birth(String id, long session, String area) {
    Device device = Objects.requireNonNull(fleet.device(id));
    fleet.take(
        device,
        new Incoming.Presence(id, true, session, List.of(area), true, 70, Set.of(), "", false),
        Messages.NOON);
  }
}
