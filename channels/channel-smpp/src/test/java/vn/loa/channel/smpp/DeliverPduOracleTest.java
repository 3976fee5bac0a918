package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.DefaultDecomposer;
import org.jspecify.annotations.Nullable;

/** What jsmpp writes is read as jsmpp reads it. */
class DeliverPduOracleTest {

  private static final DefaultComposer COMPOSER = new DefaultComposer();
  private static final DefaultDecomposer DECOMPOSER = new DefaultDecomposer();

  /** The fields that both commands have. */
  record Fields(
      int sequence,
      String serviceType,
      byte ton,
      byte npi,
      String source,
      String destination,
      byte esmClass,
      byte dataCoding) {}

  @Property(tries = 2000)
  void a_deliver_sm_is_read_as_jsmpp_reads_it(
      @ForAll("fields") Fields fields,
      @ForAll byte protocolId,
      @ForAll byte registered,
      @ForAll @Size(max = 254) byte[] text,
      @ForAll("parameters") List<OptionalParameter> parameters)
      throws Exception {
    byte[] octets =
        COMPOSER.deliverSm(
            fields.sequence,
            fields.serviceType,
            fields.ton,
            fields.npi,
            fields.source,
            fields.npi,
            fields.ton,
            fields.destination,
            fields.esmClass,
            protocolId,
            registered,
            registered,
            fields.dataCoding,
            text,
            parameters.toArray(OptionalParameter[]::new));
    DeliverSm theirs = DECOMPOSER.deliverSm(octets);
    DeliverPdu ours = DeliverPdu.read(octets, 0, octets.length);
    assertSame(ours, theirs, theirs.getOptionalParameters());
    if (theirs.getShortMessage().length > 0) {
      assertThat(ours.userData()).isEqualTo(theirs.getShortMessage());
    } else {
      assertThat(ours.userData()).isEqualTo(payload(theirs.getOptionalParameters()));
    }
  }

  @Property(tries = 2000)
  void a_data_sm_is_read_as_jsmpp_reads_it(
      @ForAll("fields") Fields fields,
      @ForAll byte registered,
      @ForAll("parameters") List<OptionalParameter> parameters)
      throws Exception {
    byte[] octets =
        COMPOSER.dataSm(
            fields.sequence,
            fields.serviceType,
            fields.ton,
            fields.npi,
            fields.source,
            fields.npi,
            fields.ton,
            fields.destination,
            fields.esmClass,
            registered,
            fields.dataCoding,
            parameters.toArray(OptionalParameter[]::new));
    DataSm theirs = DECOMPOSER.dataSm(octets);
    DeliverPdu ours = DeliverPdu.read(octets, 0, octets.length);
    assertSame(ours, theirs, theirs.getOptionalParameters());
    assertThat(ours.userData()).isEqualTo(payload(theirs.getOptionalParameters()));
  }

  private static void assertSame(
      DeliverPdu ours, AbstractSmCommand theirs, OptionalParameter[] parameters) {
    assertThat(ours.sourceTon()).isEqualTo(theirs.getSourceAddrTon() & 0xFF);
    assertThat(ours.source()).isEqualTo(orEmpty(theirs.getSourceAddr()));
    assertThat(ours.destination()).isEqualTo(orEmpty(theirs.getDestAddress()));
    assertThat(ours.messageType()).isEqualTo(theirs.getEsmClass() & 0x3C);
    assertThat(ours.hasHeader()).isEqualTo((theirs.getEsmClass() & 0x40) != 0);
    assertThat(ours.dataCoding()).isEqualTo(theirs.getDataCoding() & 0xFF);
    for (OptionalParameter parameter : parameters) {
      assertThat(ours.parameter(parameter.tag & 0xFFFF))
          .isEqualTo(first(parameters, parameter.tag));
    }
    assertThat(ours.parameter(0x1FFF)).isNull();
  }

  private static byte[] payload(OptionalParameter[] parameters) {
    byte[] value = first(parameters, (short) Tags.MESSAGE_PAYLOAD);
    return value == null ? new byte[0] : value;
  }

  private static byte @Nullable [] first(OptionalParameter[] parameters, short tag) {
    for (OptionalParameter parameter : parameters) {
      if (parameter.tag == tag) {
        byte[] whole = parameter.serialize();
        return Arrays.copyOfRange(whole, 4, whole.length);
      }
    }
    return null;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Provide
  Arbitrary<Fields> fields() {
    return Combinators.combine(
            Arbitraries.integers(),
            ascii(5),
            Arbitraries.bytes(),
            Arbitraries.bytes(),
            ascii(20),
            ascii(20),
            Arbitraries.bytes(),
            Arbitraries.bytes())
        .as(Fields::new);
  }

  private static Arbitrary<String> ascii(int longest) {
    return Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(longest);
  }

  @Provide
  Arbitrary<List<OptionalParameter>> parameters() {
    Arbitrary<byte[]> octets = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    return Arbitraries.<OptionalParameter>oneOf(
            octets.map(OptionalParameter.Message_payload::new),
            octets.map(OptionalParameter.Receipted_message_id::new),
            Arbitraries.bytes().map(OptionalParameter.Message_state::new),
            Arbitraries.shorts().map(OptionalParameter.Sar_msg_ref_num::new),
            Arbitraries.bytes().map(OptionalParameter.Sar_total_segments::new),
            Combinators.combine(
                    Arbitraries.shorts().between((short) 0x1400, (short) 0x1F00), octets)
                .as(OptionalParameter.OctetString::new))
        .list()
        .ofMaxSize(6);
  }
}
