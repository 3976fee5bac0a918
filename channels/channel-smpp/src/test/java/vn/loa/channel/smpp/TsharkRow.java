package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One packet as tshark prints it: fields between bars. */
final class TsharkRow {

  static final List<String> FIELDS =
      List.of(
          "smpp.command_length",
          "smpp.command_id",
          "smpp.sequence_number",
          "smpp.service_type",
          "smpp.source_addr_ton",
          "smpp.source_addr_npi",
          "smpp.source_addr",
          "smpp.dest_addr_ton",
          "smpp.dest_addr_npi",
          "smpp.destination_addr",
          "smpp.esm.submit.msg_mode",
          "smpp.esm.submit.msg_type",
          "smpp.esm.submit.features",
          "smpp.protocol_id",
          "smpp.priority_flag",
          "smpp.schedule_delivery_time",
          "smpp.schedule_delivery_time_r",
          "smpp.validity_period",
          "smpp.validity_period_r",
          "smpp.regdel.receipt",
          "smpp.replace_if_present_flag",
          "smpp.data_coding",
          "smpp.sm_default_msg_id",
          "smpp.sm_length",
          "smpp.message",
          "smpp.opt_param_tag",
          "smpp.opt_param_len",
          "smpp.vendor_op",
          "smpp.sar_msg_ref_num",
          "smpp.sar_total_segments",
          "smpp.sar_segment_seqnum",
          "smpp.message_payload",
          "gsm_sms.udh.mm.msg_id",
          "gsm_sms.udh.mm.msg_parts",
          "gsm_sms.udh.mm.msg_part");

  private final Map<String, String> values = new HashMap<>();

  private TsharkRow() {}

  static TsharkRow of(String line) {
    String[] values = line.split("\\|", -1);
    assertThat(values).hasSameSizeAs(FIELDS);
    TsharkRow row = new TsharkRow();
    for (int i = 0; i < values.length; i++) {
      row.values.put(FIELDS.get(i), values[i]);
    }
    return row;
  }

  private String any(String field) {
    return Objects.requireNonNull(values.get(field), field);
  }

  String text(String field) {
    return any("smpp." + field);
  }

  ReadSubmit read() {
    assertThat(number("command_id")).isEqualTo(4);
    return new ReadSubmit(
        number("sequence_number"),
        text("service_type").replace("(Default)", ""),
        new Numbering(number("source_addr_ton"), number("source_addr_npi")),
        text("source_addr"),
        new Numbering(number("dest_addr_ton"), number("dest_addr_npi")),
        text("destination_addr"),
        (number("esm.submit.features") << 6)
            | (number("esm.submit.msg_type") << 2)
            | number("esm.submit.msg_mode"),
        number("protocol_id"),
        number("priority_flag"),
        time("schedule_delivery_time"),
        time("validity_period"),
        number("regdel.receipt"),
        number("replace_if_present_flag"),
        number("data_coding"),
        number("sm_default_msg_id"),
        text("message"),
        tlvs());
  }

  int number(String field) {
    return Integer.decode(text(field));
  }

  /** Seconds, or date and time in UTC; releases of tshark differ in how they write a date. */
  private String time(String field) {
    String seconds = text(field + "_r").replaceFirst("\\..*", "");
    String date = text(field);
    return date.isEmpty()
        ? seconds.replaceFirst("^0$", "")
        : date.replaceFirst("^Nov (\\d\\d), 2026 ", "2026-11-$1T")
            .replaceFirst("^2026-11-(\\d\\d) ", "2026-11-$1T")
            .replaceFirst("\\..*", "");
  }

  private Map<Integer, String> tlvs() {
    Map<Integer, String> tlvs = new TreeMap<>();
    List<String> vendors = new ArrayList<>(list("vendor_op"));
    List<String> lengths = list("opt_param_len");
    List<String> tags = list("opt_param_tag");
    for (int i = 0; i < tags.size(); i++) {
      int tag = Integer.decode(tags.get(i));
      String value =
          switch (tag) {
            case 0x020C -> "%04x".formatted(number("sar_msg_ref_num"));
            case 0x020E -> "%02x".formatted(number("sar_total_segments"));
            case 0x020F -> "%02x".formatted(number("sar_segment_seqnum"));
            case 0x0424 -> text("message_payload");
            default -> vendors.remove(0);
          };
      assertThat(value).hasSize(2 * Integer.decode(lengths.get(i)));
      tlvs.put(tag, value);
    }
    return tlvs;
  }

  private List<String> list(String field) {
    String values = text(field);
    return values.isEmpty() ? List.of() : List.of(values.split(","));
  }

  /** Reference, total and number, of a header. */
  String joining() {
    return String.join(
        " ",
        any("gsm_sms.udh.mm.msg_id"),
        any("gsm_sms.udh.mm.msg_parts"),
        any("gsm_sms.udh.mm.msg_part"));
  }
}
