package vn.loa.bench.dispatch;

import java.time.Duration;
import vn.loa.channel.Message;
import vn.loa.channel.Time;
import vn.loa.channel.Urgency;

/** Messages to send. */
final class Notices {

  private Notices() {}

  static Message of(Urgency urgency) {
    return of("notice", urgency);
  }

  static Message of(String id, Urgency urgency) {
    return Message.builder(id, "Thông báo")
        .text("vi", "Mời bà con đến trạm y tế phường tiêm vắc-xin mũi 4. Hỏi: 1022.")
        .urgency(urgency)
        .validUntil(Time.system().instant().plus(Duration.ofDays(1)))
        .build();
  }
}
