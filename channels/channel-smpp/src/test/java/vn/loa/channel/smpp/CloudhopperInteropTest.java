package vn.loa.channel.smpp;

import com.cloudhopper.smpp.SmppServerSession;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.Unbind;
import com.github.mikesafonov.smpp.server.DefaultDeliverSmGenerator;
import com.github.mikesafonov.smpp.server.MockSmppServer;
import com.github.mikesafonov.smpp.server.MockSmppServerHandler;
import com.github.mikesafonov.smpp.server.ResponseSessionHolder;
import com.github.mikesafonov.smpp.server.SmppRequestsQueue;
import com.github.mikesafonov.smpp.server.SmppSessionHandlerImpl;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RestComm's cloudhopper, as the server of com.github.mikesafonov:smpp-server-mock-core. */
class CloudhopperInteropTest extends InteropSuite {

  private static final byte RECEIPT = 0x04; // esm_class, SMPP 3.4 §5.2.12

  private final MockSmppServer smsc =
      new MockSmppServer(
          "mock", MockSmppServer.RANDOM_PORT, "loa", "secret", new Receipting("loa", "secret"));

  CloudhopperInteropTest() {
    smsc.start();
  }

  @AfterEach
  void stop() {
    smsc.stop();
  }

  @Override
  SmppSettings.Builder settings() {
    return Sending.settings(smsc.getPort());
  }

  @Override
  List<String> texts() {
    return smsc.getSubmitSmMessages().stream().map(CloudhopperInteropTest::text).toList();
  }

  @Override
  boolean wasUnbound() {
    return smsc.getRequests().stream().anyMatch(Unbind.class::isInstance);
  }

  @Test
  void a_wrong_password_is_told_apart() {
    assertThatAWrongPasswordIsToldApart();
  }

  private static String text(SubmitSm submit) {
    return HandsetText.of(submit.getEsmClass(), submit.getDataCoding(), submit.getShortMessage());
  }

  /** The mock's own receipts come from the sender, and do not say that they are receipts. */
  private static final class Receipting extends MockSmppServerHandler {

    private final ResponseSessionHolder sessions = new ResponseSessionHolder();

    Receipting(String systemId, String password) {
      super(systemId, password);
    }

    @Override
    public void sessionCreated(Long id, SmppServerSession session, BaseBindResp answer) {
      sessions.add(session);
      SmppRequestsQueue requests = getSessionHandler();
      session.serverReady(new SmppSessionHandlerImpl(requests, Receipting::receipt, sessions));
    }

    @Override
    public void sessionDestroyed(Long id, SmppServerSession session) {
      sessions.remove(session);
      session.destroy();
    }

    private static DeliverSm receipt(SubmitSm submit, String id) {
      DeliverSm receipt = new DefaultDeliverSmGenerator().generate(submit, id);
      receipt.setEsmClass(RECEIPT);
      receipt.setSourceAddress(submit.getDestAddress());
      receipt.setDestAddress(submit.getSourceAddress());
      return receipt;
    }
  }
}
