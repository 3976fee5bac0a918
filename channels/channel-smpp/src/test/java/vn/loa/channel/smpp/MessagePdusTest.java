package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.loa.channel.Message;
import vn.loa.sms.Concatenation;
import vn.loa.sms.SmsFormat;

class MessagePdusTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:30:00Z");
  private static final String LONG = "Thông báo cúp nước. ".repeat(20);

  @Test
  void a_plain_submit_is_these_octets() {
    MessagePdus pdus = pdus("Bao", SmppProfile.standard());
    byte[] expected =
        HexFormat.of()
            .parseHex(
                "0000004300000004000000000a0b0c0d" // length, submit_sm, status, sequence
                    + "00" // service_type
                    + "03003536353600" // from 5656
                    + "0101383439303331323334353600" // to 84903123456
                    + "000000" // esm_class, protocol_id, priority_flag
                    + "00" // schedule_delivery_time
                    + "3030303030313030303030303030305200" // one day
                    + "01000000" // a receipt, please; GSM
                    + "0342616f");
    byte[] buffer = new byte[pdus.mostOctets()];
    int length = pdus.write(buffer, 0, 0, 0x0A0B0C0D, 84_903_123_456L, 0);
    assertThat(Arrays.copyOf(buffer, length)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void a_recipient_leaves_nothing_behind_for_the_next(Concatenation concatenation) {
    SmppProfile profile =
        SmppProfile.builder()
            .format(SmsFormat.builder().concatenation(concatenation).build())
            .destination(DestinationForm.NATIONAL, 2, 1)
            .build();
    MessagePdus pdus = pdus(LONG, profile);
    int most = concatenation.mostReference();
    for (int part = 0; part < pdus.parts(); part++) {
      byte[] used = new byte[pdus.mostOctets()];
      pdus.write(used, 0, part, 0x7FFFFFFF, 669_999_999_999_999L, most);
      int length = pdus.write(used, 0, part, 1, 84_3L, 0);
      byte[] fresh = new byte[pdus.mostOctets()];
      assertThat(pdus.write(fresh, 0, part, 1, 84_3L, 0)).isEqualTo(length);
      assertThat(Arrays.copyOf(used, length)).isEqualTo(Arrays.copyOf(fresh, length));
    }
  }

  @Test
  void nothing_is_written_beside_it() {
    MessagePdus pdus = pdus(LONG, SmppProfile.standard());
    byte[] buffer = new byte[pdus.mostOctets() + 20];
    Arrays.fill(buffer, (byte) 0x5A);
    int length = pdus.write(buffer, 10, 0, 1, 999_999_999_999_999L, 255);
    assertThat(length).isEqualTo(pdus.mostOctets());
    assertThat(Arrays.copyOf(buffer, 10)).containsOnly(0x5A);
    assertThat(Arrays.copyOfRange(buffer, 10 + length, buffer.length)).containsOnly(0x5A);
  }

  @Test
  void nothing_is_allocated_for_a_recipient() {
    MessagePdus pdus = pdus(LONG, SmppProfile.standard());
    byte[] buffer = new byte[pdus.mostOctets()];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    write(pdus, buffer, 100);
    long before = threads.getThreadAllocatedBytes(self);
    write(pdus, buffer, 10_000);
    assertThat(threads.getThreadAllocatedBytes(self) - before).isLessThan(10_000);
  }

  private static void write(MessagePdus pdus, byte[] buffer, int times) {
    for (int i = 0; i < times; i++) {
      pdus.write(buffer, 0, i % pdus.parts(), i, 84_900_000_000L + i, i & 0xFF);
    }
  }

  @ParameterizedTest
  @CsvSource({"UDH_8, 255, ff", "UDH_16, 255, 00ff", "UDH_16, 256, 0100", "UDH_16, 65535, ffff"})
  void a_reference_stands_in_the_header(Concatenation concatenation, int reference, String hex)
      throws Exception {
    String header = concatenation == Concatenation.UDH_8 ? "050003" : "060804";
    assertThat(read(concatenation, reference).shortMessage()).startsWith(header + hex);
  }

  @ParameterizedTest
  @CsvSource({"0, 0000", "255, 00ff", "256, 0100", "65535, ffff"})
  void a_reference_stands_in_its_parameter(int reference, String hex) throws Exception {
    assertThat(read(Concatenation.SAR, reference).tlvs()).containsEntry(Tags.SAR_MSG_REF_NUM, hex);
  }

  @Test
  void a_relative_validity_is_right_for_a_second() {
    MessagePdus pdus = pdus("Bao", SmppProfile.standard());
    assertThat(pdus.isCurrent(NOW.plusNanos(999_999_999))).isTrue();
    assertThat(pdus.isCurrent(NOW.plusSeconds(1))).isFalse();
  }

  @Test
  void an_absolute_validity_stays_right() {
    MessagePdus pdus = pdus("Bao", SmppProfile.builder().validity(ValidityForm.ABSOLUTE).build());
    assertThat(pdus.isCurrent(NOW.plus(Duration.ofHours(23)))).isTrue();
  }

  @Test
  void a_text_that_takes_more_parts_than_can_be_counted_cannot_go() {
    assertThatThrownBy(() -> pdus("ơ".repeat(255 * 67 + 1), SmppProfile.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("255");
  }

  @Test
  void a_text_that_an_SMSC_of_Latin_1_cannot_carry_is_refused_with_the_mend() {
    SmppProfile latin1 = SmppProfile.builder().defaultAlphabet(DefaultAlphabet.LATIN1).build();
    assertThat(pdus("€".repeat(70), latin1).parts()).isEqualTo(1);
    assertThatThrownBy(() -> pdus("€".repeat(71), latin1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("data_coding of the GSM alphabet")
        .hasMessageNotContaining("€€");
    SmppProfile numbered =
        SmppProfile.builder().defaultAlphabet(DefaultAlphabet.LATIN1).gsmDataCoding(0xF1).build();
    assertThat(pdus("€".repeat(71), numbered).parts()).isEqualTo(1);
  }

  private static ReadSubmit read(Concatenation concatenation, int reference) throws Exception {
    SmsFormat format = SmsFormat.builder().concatenation(concatenation).build();
    MessagePdus pdus = pdus(LONG, SmppProfile.builder().format(format).build());
    byte[] buffer = new byte[pdus.mostOctets()];
    int length = pdus.write(buffer, 0, 1, 1, 84_903_123_456L, reference);
    return JsmppReading.read(Arrays.copyOf(buffer, length));
  }

  private static MessagePdus pdus(String text, SmppProfile profile) {
    Message message =
        Message.builder("m", "t")
            .text("vi", text)
            .text("en", "never this one")
            .validUntil(NOW.plus(Duration.ofDays(1)))
            .build();
    SmppSettings settings =
        SmppSettings.builder("localhost", 2775)
            .login("loa", "secret")
            .sender("5656")
            .profile(profile)
            .build();
    return MessagePdus.of(message, settings, NOW);
  }
}
