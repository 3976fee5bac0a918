package vn.loa.dispatch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import vn.loa.channel.DeliveryState;

class StatesTest {

  @Test
  void each_number_stands_for_the_state_of_its_name() throws IllegalAccessException {
    for (DeliveryState state : DeliveryState.values()) {
      assertThat(number(state.name())).isEqualTo(States.code(state));
      assertThat(States.of(States.code(state))).isEqualTo(state);
    }
    assertThat(States.COUNT).isEqualTo(DeliveryState.values().length);
  }

  private static int number(String name) throws IllegalAccessException {
    Field constant =
        Arrays.stream(States.class.getDeclaredFields())
            .filter(field -> field.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return constant.getInt(null);
  }
}
