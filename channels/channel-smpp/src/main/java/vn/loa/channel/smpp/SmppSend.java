package vn.loa.channel.smpp;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.GenericNackResponseException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.BlockingSender;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.sms.Concatenation;
import vn.loa.sms.PartReferences;
import vn.loa.sms.SmsPart;
import vn.loa.sms.SmsText;

/**
 * One delivery: as many submit_sm as its text has parts, one after the other.
 *
 * <p>A part that is not accepted after an earlier one was makes the delivery in doubt, whatever the
 * SMSC said: the citizen may get the beginning, and sending all of it again would repeat that.
 */
final class SmppSend implements BlockingSender.Call {

  private static final RegisteredDelivery RECEIPT_PLEASE =
      new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE);
  private static final RawDataCoding GSM7 = new RawDataCoding((byte) 0);
  private static final RawDataCoding UCS2 = new RawDataCoding((byte) 8);

  private final SmppSettings settings;
  private final SmppLink link;
  private final ReceiptBook book;
  private final ReceiptDesk desk;
  private final PartReferences references;
  private final AtomicLong unnamed = new AtomicLong();

  SmppSend(SmppSettings settings, SmppLink link, ReceiptBook book, ReceiptDesk desk) {
    this.settings = settings;
    this.link = link;
    this.book = book;
    this.desk = desk;
    int seconds = (int) settings.time().instant().getEpochSecond();
    this.references = PartReferences.of(Concatenation.UDH_8, seconds);
  }

  /** What all parts of a delivery have in common. */
  private record Head(
      SmppSession session, String destination, RawDataCoding coding, String validity) {}

  @Override
  public Outcome send(Message message, Address recipient) throws InterruptedException {
    if (!(recipient instanceof Address.Phone phone)) {
      return refused("ADDRESS", "SMS goes to phone numbers, not to " + recipient);
    }
    SmsText text;
    try {
      text = SmsText.of(message.text());
    } catch (IllegalArgumentException unfit) {
      return refused("TEXT", String.valueOf(unfit.getMessage()));
    }
    Head head;
    List<SmsPart> parts;
    try {
      SmppSession session = link.bound();
      Instant now = settings.time().instant();
      if (message.isExpired(now)) {
        return new Outcome.Expired();
      }
      head = head(session, phone, text, Validity.until(message.validUntil(), now));
      parts = text.parts(references.next(phone.e164()));
    } catch (NotBoundException unbound) {
      return new Outcome.Retry(new Reason("NOT_BOUND", String.valueOf(unbound.getMessage())));
    } catch (InterruptedException closing) {
      return new Outcome.Retry(new Reason("CLOSED", "the channel was closed before sending"));
    } catch (RuntimeException fault) {
      return refused("FAULT", "not sent: " + fault);
    }
    return send(head, parts);
  }

  private static Head head(
      SmppSession session, Address.Phone phone, SmsText text, String validity) {
    return new Head(
        session,
        Long.toString(phone.e164()),
        text.encoding() == SmsText.Encoding.GSM7 ? GSM7 : UCS2,
        validity);
  }

  private Outcome send(Head head, List<SmsPart> parts) throws InterruptedException {
    long ticket = book.begin();
    String reference = null;
    try {
      List<String> ids = new ArrayList<>(parts.size());
      for (SmsPart part : parts) {
        Outcome answer = submit(head, part);
        if (!(answer instanceof Outcome.Sent sent)) {
          return ids.isEmpty() ? answer : inPart(ids.size(), parts.size(), answer);
        }
        ids.add(sent.reference());
      }
      reference = book.accepted(ticket, ids);
      return new Outcome.Sent(reference);
    } finally {
      if (reference == null) {
        desk.tell(book.gaveUp(ticket));
      }
    }
  }

  private Outcome submit(Head head, SmsPart part) throws InterruptedException {
    try {
      return sent(submitted(head, part));
    } catch (NegativeResponseException refusal) {
      return CommandStatus.outcome(refusal.getCommandStatus());
    } catch (GenericNackResponseException refusal) {
      return CommandStatus.outcome(refusal.getCommandStatus());
    } catch (InvalidResponseException unreadable) {
      return inDoubt("BAD_ANSWER", "the SMSC's answer cannot be read");
    } catch (ResponseTimeoutException late) {
      return inDoubt("NO_ANSWER", "no answer from the SMSC within " + settings.answerWithin());
    } catch (AnswerLostException lost) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return inDoubt("CUT", String.valueOf(lost.getMessage()));
    } catch (IOException unsent) {
      return new Outcome.Retry(new Reason("NOT_BOUND", "the connection was lost before sending"));
    } catch (PDUStringException unfit) {
      Reason reason = CommandStatus.reason(unfit.getErrorCode());
      return refused(reason.code(), reason.text() + " (not sent: SMPP does not allow it)");
    } catch (PDUException unfit) {
      return refused("PDU", "the message does not fit SMPP 3.4");
    }
  }

  private @Nullable String submitted(Head head, SmsPart part)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    Sender sender = settings.sender();
    return head.session()
        .submitShortMessage(
            "",
            sender.ton(),
            sender.npi(),
            sender.address(),
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            head.destination(),
            new ESMClass(
                MessageMode.DEFAULT,
                MessageType.DEFAULT,
                part.hasHeader() ? GSMSpecificFeature.UDHI : GSMSpecificFeature.DEFAULT),
            (byte) 0,
            (byte) 0,
            "",
            head.validity(),
            RECEIPT_PLEASE,
            (byte) 0,
            head.coding(),
            (byte) 0,
            part.userData())
        .getMessageId();
  }

  /** An SMSC that gives no id took it all the same; no receipt will ever name it. */
  private Outcome sent(@Nullable String id) {
    return new Outcome.Sent(
        id == null || id.isBlank() ? "unnamed-" + unnamed.incrementAndGet() : id.strip());
  }

  private static Outcome inPart(int accepted, int parts, Outcome answer) {
    return inDoubt(
        "PARTLY_SENT",
        "%d of %d parts were accepted, the next was not (%s)"
            .formatted(accepted, parts, reason(answer)));
  }

  private static Reason reason(Outcome answer) {
    if (answer instanceof Outcome.Refused refused) {
      return refused.reason();
    }
    if (answer instanceof Outcome.Retry retry) {
      return retry.reason();
    }
    return ((Outcome.InDoubt) answer).reason();
  }

  private static Outcome refused(String code, String text) {
    return new Outcome.Refused(new Reason(code, text));
  }

  private static Outcome inDoubt(String code, String text) {
    return new Outcome.InDoubt(new Reason(code, text));
  }
}
