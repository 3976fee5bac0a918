package vn.loa.example;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import vn.loa.channel.Message;
import vn.loa.channel.Purpose;
import vn.loa.sms.NumberSet;
import vn.loa.sms.SmsPreview;
import vn.loa.sms.Tariff;
import vn.loa.sms.audience.AudienceReader;
import vn.loa.sms.audience.AudienceReport;
import vn.loa.sms.rules.Decision;
import vn.loa.sms.rules.MessageRules;
import vn.loa.sms.rules.RecentSends;
import vn.loa.sms.rules.SenderName;
import vn.loa.sms.rules.SendingRules;

/**
 * What a message takes and costs, with its accents and without, whom it reaches, and when it may
 * go: before a single one is sent. Run it in this folder, where the lists lie; the prices of {@code
 * tariff.csv} are examples.
 */
public final class BeforeSending {

  private static final String TEXT =
      "Từ ngày 16/5, mời người dân từ 18 tuổi đến trạm y tế phường tiêm vắc-xin COVID-19 mũi 4;"
          + " mang theo căn cước công dân.";

  public static void main(String[] args) {
    Instant lateEvening = Instant.parse("2022-05-15T22:30:00+07:00");
    Message message =
        Message.builder("mui-4", "Tiêm vắc-xin mũi 4")
            .text("vi", TEXT)
            .validUntil(lateEvening.plus(Duration.ofDays(7)))
            .build();
    NumberSet optOuts = new NumberSet();
    optOuts.add(84987654321L);
    prepare(message, optOuts, lateEvening);
  }

  private static void prepare(Message message, NumberSet optOuts, Instant now) {
    AudienceReader reader = AudienceReader.builder().optedOut(optOuts).build();
    AudienceReport citizens = reader.read(Path.of("citizens.csv"), number -> {});
    System.out.println(citizens);
    System.out.println(
        SmsPreview.builder(message.text(), Purpose.PUBLIC_NOTICE)
            .recipients(citizens.byOperator())
            .tariff(Tariff.read(Path.of("tariff.csv")))
            .build());
    SendingRules rules = SendingRules.builder().optedOut(optOuts).build();
    MessageRules ofMessage = rules.forMessage(message, new SenderName("UBND TP.HCM"), null);
    RecentSends sent = rules.recentSends();
    Decision decision = ofMessage.decide(84903123456L, sent, now); // at 22:30
    System.out.println(decision); // deferred until 07:00; its rule names the decree
  }

  private BeforeSending() {}
}
