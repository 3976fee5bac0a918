package vn.loa.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the PDUs of one connection and answers them. For the thread that reads it. */
final class SmscTalk {

  private static final int BUFFER = 64 * 1024;
  private static final int MOST_KEYS = 512;

  private final SmscLine line;
  private final Smsc smsc;
  private final SmscAnswers answers;
  private final SubmitPdu submit = new SubmitPdu();
  private final PduFields fields = new PduFields();
  private final long[] keys = new long[MOST_KEYS];
  private byte[] buffer = new byte[BUFFER];
  private int keyCount;
  private int submits;
  private long now;
  private boolean answered;
  private boolean unbound;

  SmscTalk(SmscLine line, Smsc smsc) {
    this.line = line;
    this.smsc = smsc;
    this.answers = new SmscAnswers(line, smsc);
  }

  /** Until the end of the stream, or a PDU of impossible length. */
  void read(InputStream in) throws IOException, InterruptedException {
    int filled = 0;
    int read = in.read(buffer);
    while (read >= 0) {
      smsc.gate.awaitThawed();
      filled += read;
      int used = handle(filled);
      endRead();
      if (used < 0) {
        return;
      }
      System.arraycopy(buffer, used, buffer, 0, filled - used);
      filled -= used;
      read = in.read(buffer, filled, buffer.length - filled);
    }
  }

  /** How many octets were whole PDUs; -1 if one has an impossible length. */
  private int handle(int filled) {
    now = smsc.timer.now();
    int at = 0;
    while (filled - at >= Smpp.HEADER) {
      int length = PduFields.integer(buffer, at);
      if (length < Smpp.HEADER || length > Smpp.LONGEST) {
        nack(at, Smpp.RINVCMDLEN);
        return -1;
      }
      if (length > filled - at) {
        makeRoom(length);
        return at;
      }
      handle(at, at + length);
      at += length;
    }
    return at;
  }

  private void makeRoom(int length) {
    if (length > buffer.length) {
      buffer = Arrays.copyOf(buffer, Smpp.LONGEST);
    }
  }

  private void handle(int from, int end) {
    int command = PduFields.integer(buffer, from + 4);
    int sequence = PduFields.integer(buffer, from + 12);
    switch (command) {
      case Smpp.SUBMIT_SM -> submit(from, end, sequence);
      case Smpp.DELIVER_SM | Smpp.RESPONSE, Smpp.DATA_SM | Smpp.RESPONSE, Smpp.GENERIC_NACK ->
          delivered(sequence, PduFields.integer(buffer, from + 8));
      case Smpp.ENQUIRE_LINK -> enquired(sequence);
      case Smpp.ENQUIRE_LINK | Smpp.RESPONSE -> smsc.meters.enquireAnswers.increment();
      case Smpp.BIND_RECEIVER, Smpp.BIND_TRANSMITTER, Smpp.BIND_TRANSCEIVER ->
          bind(command, from, end, sequence);
      case Smpp.UNBIND -> unbind(sequence);
      case Smpp.UNBIND | Smpp.RESPONSE -> unbound = true;
      default -> unknown(command, from);
    }
  }

  private void unknown(int command, int from) {
    if (command >= 0) {
      nack(from, Smpp.RINVCMDID);
    }
  }

  private void nack(int from, int status) {
    int sequence = PduFields.integer(buffer, from + 12);
    answers.now().begin(Smpp.GENERIC_NACK, status, sequence).end();
  }

  private void delivered(int sequence, int status) {
    line.answered(sequence, status);
    answered = true;
  }

  private void enquired(int sequence) {
    smsc.meters.enquireLinks.increment();
    answers.now().begin(Smpp.ENQUIRE_LINK | Smpp.RESPONSE, Smpp.ROK, sequence).end();
  }

  private void bind(int command, int from, int end, int sequence) {
    if (!smsc.binds.areAnswered()) {
      return;
    }
    fields.over(buffer, from + Smpp.HEADER, end);
    String systemId = fields.string();
    String password = fields.string();
    fields.text();
    int version = fields.octet();
    int status = smsc.binds.bind(line, command, systemId, password);
    PduBuffer out = answers.now().begin(command | Smpp.RESPONSE, status, sequence);
    if (status == Smpp.ROK) {
      out.text(smsc.rules.systemId);
      tellVersion(out, version);
      answered = true;
    }
    out.end();
  }

  /** Who speaks less than 3.4 knows no optional parameters (SMPP 3.4 §2.8.1). */
  private void tellVersion(PduBuffer out, int version) {
    if (version >= SmscSimulator.VERSION_3_4) {
      byte[] spoken = {(byte) smsc.rules.interfaceVersion};
      out.parameter(Smpp.SC_INTERFACE_VERSION, spoken);
    }
  }

  private void unbind(int sequence) {
    smsc.meters.unbinds.increment();
    answers.now().begin(Smpp.UNBIND | Smpp.RESPONSE, Smpp.ROK, sequence).end();
    unbound = true;
  }

  private void submit(int from, int end, int sequence) {
    long number = smsc.meters.submits.incrementAndGet();
    submits++;
    int status = line.isTransmitter() ? submit.read(buffer, from, end) : Smpp.RINVBNDSTS;
    if (status == Smpp.ROK) {
      smsc.records.captureIfAsked(submit);
      status = smsc.desk.statusOf(submit);
      answer(number, status, sequence);
    } else {
      refuse(status, sequence, answers.submitNow());
    }
    smsc.meters.answers.add(status);
    smsc.meters.outstanding(line.addOutstanding());
  }

  private void answer(long number, int status, int sequence) {
    long due = smsc.desk.answerDue(submit, now);
    if (status == Smpp.ROK) {
      count();
      accept(number, due, sequence);
    } else if (!smsc.desk.isSilentOn(submit)) {
      refuse(status, sequence, bufferFor(due));
    }
  }

  private PduBuffer bufferFor(long due) {
    return due == now ? answers.submitNow() : answers.submitLater(due);
  }

  private static void refuse(int status, int sequence, PduBuffer out) {
    out.begin(Smpp.SUBMIT_SM | Smpp.RESPONSE, status, sequence).end();
  }

  private void accept(long number, long due, int sequence) {
    boolean silent = smsc.desk.isSilentOn(submit);
    ReceiptNote note = smsc.rules.receipts ? noteIfAsked(number) : null;
    if (note != null && smsc.rules.receiptsFirst) {
      Runnable answer = silent ? () -> {} : heldAnswer(number, sequence);
      smsc.timer.at(smsc.desk.receiptDue(due), () -> smsc.receipts.send(note, answer));
      return;
    }
    if (!silent) {
      writeAccepted(bufferFor(due), number, sequence);
    }
    if (note != null) {
      answers.receipt(smsc.desk.receiptDue(due), note);
    }
  }

  private Runnable heldAnswer(long number, int sequence) {
    PduBuffer held = new PduBuffer(64);
    writeAccepted(held, number, sequence);
    return () -> line.write(held.array(), held.size(), 1);
  }

  private void writeAccepted(PduBuffer out, long number, int sequence) {
    out.begin(Smpp.SUBMIT_SM | Smpp.RESPONSE, Smpp.ROK, sequence);
    smsc.ids.write(out, number);
    out.end();
  }

  private @Nullable ReceiptNote noteIfAsked(long number) {
    if (!submit.asksReceipts() || isNeverReported()) {
      return null;
    }
    boolean delivered = !Ending.holds(smsc.rules.cannotDeliver, submit);
    return submit.asksReceipt(delivered)
        ? new ReceiptNote(
            number, submit.destination(), submit.source(), smsc.rules.time.instant(), delivered)
        : null;
  }

  private boolean isNeverReported() {
    return smsc.rules.neverReceipts != null && smsc.rules.neverReceipts.test(submit.destination());
  }

  private void count() {
    long key = submit.key();
    if (key == SubmitPdu.NO_KEY) {
      smsc.records.count(submit.destination());
      return;
    }
    keys[keyCount++] = key;
    if (keyCount == MOST_KEYS) {
      tellKeys();
    }
  }

  private void tellKeys() {
    smsc.records.count(keys, keyCount);
    keyCount = 0;
  }

  /** Everything is counted before an answer can be heard. */
  private void endRead() throws InterruptedException {
    if (submits > 0) {
      smsc.meters.perSecond.add(submits);
      tellKeys();
      submits = 0;
    }
    smsc.gate.awaitThawed();
    answers.end();
    if (answered) {
      answered = false;
      line.hasHeardItIsBound();
      smsc.post.thereMayBeRoom();
    }
    if (unbound) {
      unbound = false;
      line.endBind();
    }
  }
}
