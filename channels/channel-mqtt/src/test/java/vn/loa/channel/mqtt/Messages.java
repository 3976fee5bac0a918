package vn.loa.channel.mqtt;

import java.time.Duration;
import java.time.Instant;
import vn.loa.channel.Address;
import vn.loa.channel.Message;

/** What the tests say, and to whom. */
final class Messages {

  static final Instant NOON = Instant.parse("2026-11-23T05:00:00Z");
  static final String WATER =
      "Chiều nay, từ 14 giờ đến 17 giờ, khu phố 3 phường Bến Nghé tạm ngừng cấp nước để sửa ống."
          + " Đề nghị bà con trữ nước, ưu tiên người già và trẻ nhỏ.";

  /** Valid for an hour from noon. */
  static Message.Builder water(String id) {
    return Message.builder(id, "Ngừng cấp nước")
        .text("vi", WATER)
        .validUntil(NOON.plus(Duration.ofHours(1)));
  }

  static Address.Device speaker(int n) {
    return new Address.Device("loa-" + n, "q1");
  }

  private Messages() {}
}
