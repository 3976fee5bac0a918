package vn.loa.bench.smpp;

import java.time.Duration;
import java.util.stream.LongStream;
import vn.loa.channel.Message;
import vn.loa.channel.Recipients;
import vn.loa.channel.Time;

/** What is sent, and to whom. */
final class Texts {

  static final String SYSTEM_ID = "loa";
  static final String PASSWORD = "secret";
  static final String SENDER = "LOA";

  /** A hundred octets in the SMSC's default alphabet. */
  static final String SHORT =
      "Moi ba con den tram y te phuong tiem vac-xin mui 4"
          + " vao thu bay, tu 8 gio den 11 gio. Hoi: 1022. LOA.";

  private static final long FIRST = 84_900_000_000L;

  private Texts() {}

  static long phone(int recipient) {
    return FIRST + recipient;
  }

  static int recipient(long phone) {
    return Math.toIntExact(phone - FIRST);
  }

  static Recipients phones(int first, int count) {
    return Recipients.phones(LongStream.range(first, (long) first + count).map(i -> FIRST + i));
  }

  static Message message(String id, String text) {
    return Message.builder(id, "Thông báo")
        .text("vi", text)
        .validUntil(Time.system().instant().plus(Duration.ofDays(1)))
        .build();
  }
}
