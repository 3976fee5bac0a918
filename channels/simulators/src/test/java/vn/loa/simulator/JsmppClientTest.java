package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static vn.loa.simulator.Soon.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.MessageId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What we write, read by a library that somebody else wrote, and the other way round. */
@Timeout(60)
class JsmppClientTest {

  private static final String AN = "84903123456";

  private final SMPPSession session = new SMPPSession();
  private final List<DeliverSm> delivered = new CopyOnWriteArrayList<>();
  private final List<DataSm> data = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    session.unbindAndClose();
  }

  @Test
  void it_binds_submits_and_reads_the_receipt() throws Exception {
    try (SmscSimulator smsc =
        SmscSimulator.builder().interfaceVersion(SmscSimulator.VERSION_5_0).start()) {
      assertThat(bind(smsc)).isEqualTo("loa");
      assertThat(session.getInterfaceVersion()).isEqualTo(InterfaceVersion.IF_50);
      String id = submit(AN, "Chào ông", 8);
      await().until(() -> smsc.receiptsSent() == 1);
      DeliveryReceipt receipt = delivered.get(0).getShortMessageAsDeliveryReceipt();
      assertThat(receipt.getId()).isEqualTo(id);
      assertThat(receipt.getFinalStatus()).isEqualTo(DeliveryReceiptState.DELIVRD);
      assertThat(delivered.get(0).getSourceAddr()).isEqualTo(AN);
      assertThat(smsc.received())
          .containsExactly(new ReceivedSms("5656", AN, "Chào ông", 1, "000001000000000R"));
    }
  }

  @Test
  void it_is_told_what_is_refused() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start()) {
      bind(smsc);
      assertThatExceptionOfType(NegativeResponseException.class)
          .isThrownBy(() -> submit("84903123000", "x", 0))
          .satisfies(it -> assertThat(it.getCommandStatus()).isEqualTo(0x0B));
    }
  }

  @Test
  void it_reads_receipts_in_data_sm_and_in_optional_parameters() throws Exception {
    try (SmscSimulator smsc =
        SmscSimulator.builder()
            .receiptsAsDataSm(true)
            .receiptDialect(ReceiptDialect.TLV_ONLY)
            .start()) {
      bind(smsc);
      String id = submit(AN, "x", 0);
      await().until(() -> smsc.receiptsSent() == 1);
      OptionalParameter.Receipted_message_id told =
          data.get(0).getOptionalParameter(OptionalParameter.Receipted_message_id.class);
      assertThat(told.getValueAsString()).isEqualTo(id);
    }
  }

  @Test
  void it_answers_enquire_link_and_hears_citizens() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start()) {
      bind(smsc);
      smsc.enquire();
      await().until(() -> smsc.counts().enquireAnswers() == 1);
      smsc.deliver(AN, "5656", "Dừng");
      await().until(() -> !delivered.isEmpty());
      assertThat(delivered.get(0).getShortMessage())
          .isEqualTo("Dừng".getBytes(StandardCharsets.UTF_16BE));
    }
  }

  private String bind(SmscSimulator smsc) throws Exception {
    MessageId taken = new MessageId("1");
    session.setMessageReceiverListener(
        new MessageReceiverListener() {
          @Override
          public void onAcceptDeliverSm(DeliverSm deliver) {
            delivered.add(deliver);
          }

          @Override
          public void onAcceptAlertNotification(AlertNotification alert) {
            throw new AssertionError("nobody sends any");
          }

          @Override
          public DataSmResult onAcceptDataSm(DataSm dataSm, Session source) {
            data.add(dataSm);
            return new DataSmResult(taken, new OptionalParameter[0]);
          }
        });
    return session.connectAndBind(
        "localhost",
        smsc.port(),
        new BindParameter(
            BindType.BIND_TRX,
            "loa",
            "secret",
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null,
            InterfaceVersion.IF_50));
  }

  private String submit(String to, String text, int coding) throws Exception {
    return session
        .submitShortMessage(
            "",
            TypeOfNumber.ALPHANUMERIC,
            NumberingPlanIndicator.UNKNOWN,
            "5656",
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            to,
            new ESMClass(),
            (byte) 0,
            (byte) 0,
            null,
            "000001000000000R",
            new RegisteredDelivery(1),
            (byte) 0,
            DataCodings.newInstance((byte) coding),
            (byte) 0,
            text.getBytes(coding == 8 ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII))
        .getMessageId();
  }
}
