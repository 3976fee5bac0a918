package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveLoadTest {

  @Test
  void what_takes_a_minute_by_hand_runs_for_a_moment() throws Exception {
    assertThat(new LiveLoad(200, 3, 2_000, 1).run()).isPositive();
  }
}
