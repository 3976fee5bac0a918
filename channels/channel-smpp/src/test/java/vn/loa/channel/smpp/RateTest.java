package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateTest {

  private static final long START = -5;

  private final Rate rate = new Rate(START);

  @Test
  void it_is_the_mean_of_the_last_ten_whole_seconds() {
    for (int second = 0; second < 30; second++) {
      rate.add(second < 15 ? 100 : 300, at(second));
    }
    assertThat(rate.perSecond(at(14))).isEqualTo(300);
    assertThat(rate.perSecond(at(30))).isEqualTo(300);
    assertThat(rate.perSecond(at(35))).isEqualTo(150);
    assertThat(rate.perSecond(at(41))).isZero();
  }

  @Test
  void in_the_first_second_it_is_what_came_so_far() {
    rate.add(7, at(0));
    assertThat(rate.perSecond(at(0))).isEqualTo(7);
    assertThat(rate.perSecond(at(1))).isEqualTo(7);
    assertThat(rate.perSecond(at(2))).isEqualTo(3.5);
  }

  private static long at(int second) {
    return START + TimeUnit.SECONDS.toNanos(second);
  }
}
