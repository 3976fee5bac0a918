package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {

  private final Inbox inbox = new Inbox();

  @Test
  void parts_are_joined_in_any_order() throws Exception {
    inbox.add(part("\5\0\3\7\2\2" + "b"));
    inbox.add(part("\5\0\3\7\2\1" + "a"));
    assertThat(inbox.complete())
        .singleElement()
        .satisfies(it -> assertThat(it.text()).isEqualTo("ab"))
        .satisfies(it -> assertThat(it.parts()).isEqualTo(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\5\0\3\7\2",
        "\5\0\3\7\2\0a",
        "\5\0\3\7\2\3a",
        "\5\0\3\7\0\1a",
        "\6\10\4\0\7\2\1a"
      })
  void a_header_that_is_no_part_of_a_message_is_refused(String userData) {
    assertThatExceptionOfType(ProcessRequestException.class)
        .isThrownBy(() -> inbox.add(part(userData)))
        .satisfies(
            it -> assertThat(it.getErrorCode()).isEqualTo(SMPPConstant.STAT_ESME_RINVESMCLASS));
    assertThat(inbox.complete()).isEmpty();
  }

  private static SubmitSm part(String userData) {
    byte[] octets = new byte[userData.length()];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) userData.charAt(i);
    }
    SubmitSm submit = new SubmitSm();
    submit.setSourceAddr("5656");
    submit.setDestAddress("84903123456");
    submit.setUdhi();
    submit.setShortMessage(octets);
    return submit;
  }
}
