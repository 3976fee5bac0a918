package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two libraries read what we write, field by field. */
class SubmitSamplesTest {

  @Test
  void the_sample_has_something_of_everything() {
    assertThat(samples()).hasSizeGreaterThan(40);
    assertThat(samples()).anyMatch(it -> it.expected().tlvs().containsKey(Tags.MESSAGE_PAYLOAD));
    assertThat(samples()).anyMatch(it -> it.expected().tlvs().containsKey(Tags.SAR_MSG_REF_NUM));
    assertThat(samples()).anyMatch(it -> it.expected().shortMessage().startsWith("050003a7"));
    assertThat(samples()).anyMatch(it -> it.expected().shortMessage().startsWith("06080400a7"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void jsmpp_reads_what_was_meant(SubmitSamples.Sample sample) throws Exception {
    assertThat(JsmppReading.read(sample.octets())).isEqualTo(sample.expected());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void cloudhopper_reads_what_was_meant(SubmitSamples.Sample sample) throws Exception {
    assertThat(CloudhopperReading.read(sample.octets())).isEqualTo(sample.expected());
  }

  static List<SubmitSamples.Sample> samples() {
    return SubmitSamples.all();
  }
}
