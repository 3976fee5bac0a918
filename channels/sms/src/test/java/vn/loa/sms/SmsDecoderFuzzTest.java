package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class SmsDecoderFuzzTest {

  @Property(tries = 3000)
  void whatever_comes_is_read(
      @ForAll @Size(max = 200) byte[] octets,
      @ForAll byte dataCoding,
      @ForAll boolean hasHeader,
      @ForAll Coding standard) {
    assertRead(SmsDecoder.of(standard).decode(octets, dataCoding, hasHeader), octets);
  }

  @Property(tries = 3000)
  void whatever_comes_as_header_is_read(@ForAll("headers") byte[] octets, @ForAll boolean isUnits) {
    assertRead(SmsDecoder.of(Coding.GSM7).decode(octets, isUnits ? 8 : 0, true), octets);
  }

  @Provide
  Arbitrary<byte[]> headers() {
    return Arbitraries.of(0, 1, 2, 3, 4, 5, 6, 8, 0x24, 0x25, 0x1B, 13, 14, 255)
        .map(Integer::byteValue)
        .array(byte[].class)
        .ofMaxSize(24);
  }

  private static void assertRead(DecodedText read, byte[] octets) {
    assertThat(read.text().length()).isLessThanOrEqualTo(octets.length);
    assertThat(read.faultsAt()).hasSize(Math.min(read.faults(), DecodedText.PLACES_KEPT));
    assertThat(read.faultsAt()).isSorted().doesNotHaveDuplicates();
    assertThat(read.faultsAt()).allMatch(at -> at == 0 || at < octets.length);
    DecodedText.Joining joining = read.joining();
    if (joining != null) {
      assertThat(joining.number()).isBetween(1, joining.total());
    }
  }
}
