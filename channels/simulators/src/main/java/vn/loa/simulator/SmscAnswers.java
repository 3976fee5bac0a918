package vn.loa.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * What one read of a connection leads to: answers that are written at once with one write, answers
 * that come later, and receipts behind them. What is due together travels together. For the thread
 * that reads the connection.
 */
final class SmscAnswers {

  private static final int EXPECTED = 8192;

  private final SmscLine line;
  private final Smsc smsc;
  private final PduBuffer now = new PduBuffer(EXPECTED);
  private final PduBuffer later = new PduBuffer(EXPECTED);
  private final List<Notes> notes = new ArrayList<>();
  private int submitsNow;
  private int submitsLater;
  private long laterDue;

  private record Notes(long due, List<ReceiptNote> list) {}

  SmscAnswers(SmscLine line, Smsc smsc) {
    this.line = line;
    this.smsc = smsc;
  }

  /** Where an answer that is due at once is written. */
  PduBuffer now() {
    return now;
  }

  /** Where the answer to a submit_sm is written. */
  PduBuffer submitNow() {
    submitsNow++;
    return now;
  }

  /** As {@link #submitNow}, for one that is due then. */
  PduBuffer submitLater(long due) {
    if (laterDue != due) {
      scheduleLater();
      laterDue = due;
    }
    submitsLater++;
    return later;
  }

  /** A receipt that comes behind its answer. */
  void receipt(long due, ReceiptNote note) {
    if (notes.isEmpty() || notes.get(notes.size() - 1).due() != due) {
      notes.add(new Notes(due, new ArrayList<>()));
    }
    notes.get(notes.size() - 1).list().add(note);
  }

  /** Sends off what was gathered; of a deaf SMSC, nothing but receipts, in time. */
  void end() {
    if (smsc.gate.isDeaf()) {
      forget();
    }
    if (now.size() > 0) {
      line.write(now.array(), now.size(), submitsNow);
    }
    now.clear();
    submitsNow = 0;
    scheduleLater();
    notes.forEach(it -> smsc.timer.at(it.due(), () -> smsc.receipts.send(it.list())));
    notes.clear();
  }

  private void forget() {
    now.clear();
    later.clear();
    submitsLater = 0;
  }

  private void scheduleLater() {
    if (later.size() > 0) {
      byte[] octets = later.copy();
      int submits = submitsLater;
      smsc.timer.at(laterDue, () -> line.write(octets, octets.length, submits));
    }
    later.clear();
    submitsLater = 0;
  }
}
