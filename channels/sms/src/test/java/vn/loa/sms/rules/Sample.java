package vn.loa.sms.rules;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import vn.loa.channel.EmergencyOrder;
import vn.loa.channel.Message;
import vn.loa.channel.Purpose;
import vn.loa.channel.Urgency;

/** Messages, instants and histories for the tests of this package. */
final class Sample {

  static final long NUMBER = 84903123456L;
  static final SenderName CITY = new SenderName("UBND TP.HCM");
  static final EmergencyOrder ORDER = new EmergencyOrder("vỡ đê", "Trực ban");
  static final Instant NOON = at("2022-05-15T12:00");

  /** In Vietnam's zone: {@code 2022-05-15T22:00}. */
  static Instant at(String local) {
    return OffsetDateTime.parse(local + "+07:00").toInstant();
  }

  static Message.Builder message() {
    return Message.builder("m", "Tiêm").text("vi", "Mời tiêm.").validUntil(at("2030-01-01T00:00"));
  }

  static Message notice() {
    return message().build();
  }

  static Message emergency() {
    return message().urgency(Urgency.EMERGENCY).build();
  }

  static Message advertising(String text) {
    return Message.builder("ad", "Bán")
        .text("vi", text)
        .purpose(Purpose.ADVERTISING)
        .validUntil(at("2030-01-01T00:00"))
        .build();
  }

  static Message advertising() {
    return advertising("[QC] Giảm giá. Từ chối: soạn TC");
  }

  static SendingRules.Builder forAdvertising() {
    return SendingRules.builder().registeredSenders(CITY).consented(number -> true);
  }

  static MessageRules prepared(SendingRules.Builder rules, Message message) {
    return rules.build().forMessage(message, CITY, null);
  }

  static MessageRules ordered(SendingRules.Builder rules) {
    return rules.build().forMessage(emergency(), CITY, ORDER);
  }

  static SendingHistory sent(Instant... instants) {
    List<Instant> latestFirst =
        Arrays.stream(instants).sorted(Comparator.<Instant>naturalOrder().reversed()).toList();
    return (number, n) -> n <= latestFirst.size() ? latestFirst.get(n - 1) : null;
  }

  private Sample() {}
}
