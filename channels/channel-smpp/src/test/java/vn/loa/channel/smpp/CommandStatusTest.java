package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Outcome;

class CommandStatusTest {

  @ParameterizedTest
  @ValueSource(ints = {0x04, 0x08, 0x14, 0x58, 0x64, 0x102})
  void what_may_pass_may_be_sent_again(int code) {
    assertThat(CommandStatus.outcome(code)).isInstanceOf(Outcome.Retry.class);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x01, 0x0A, 0x0B, 0x45, 0x65, 0x66, 0xC4, 0xFE, 0xFF, 0x101, 0x104, 0x3FF, 0x400, 0x4FF,
        0x500, -1
      })
  void what_will_not_change_is_refused(int code) {
    assertThat(CommandStatus.outcome(code)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void a_code_is_named_as_the_standard_names_it() {
    assertThat(CommandStatus.reason(0x0B).code()).isEqualTo("ESME_RINVDSTADR");
    assertThat(CommandStatus.reason(0x58).code()).isEqualTo("ESME_RTHROTTLED");
  }

  @Test
  void each_code_is_the_one_that_jsmpp_knows_by_that_name() throws Exception {
    for (CommandStatus status : CommandStatus.values()) {
      int code = SMPPConstant.class.getField("STAT_" + status).getInt(null);
      assertThat(CommandStatus.reason(code).code()).isEqualTo(status.name());
    }
  }

  @Test
  void an_operators_own_code_is_shown_as_a_number() {
    assertThat(CommandStatus.reason(0x403).code()).isEqualTo("0x00000403");
    assertThat(CommandStatus.reason(0x400).text()).contains("operator's own");
    assertThat(CommandStatus.reason(0x4FF).text()).contains("operator's own");
  }

  @Test
  void a_code_that_nobody_has_defined_is_nobodys_own() {
    assertThat(CommandStatus.reason(0x3FF).text()).contains("does not know");
    assertThat(CommandStatus.reason(0x500).text()).contains("does not know");
    assertThat(CommandStatus.reason(-1).code()).isEqualTo("0xFFFFFFFF");
  }
}
