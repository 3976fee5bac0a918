package vn.loa.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is remembered of the messages that came. Safe for use by several threads. */
final class SmscRecords {

  private final Tally tally = new Tally();
  private final Inbox inbox;
  private final boolean texts;
  private final Deque<byte[]> captured = new ArrayDeque<>();
  private volatile int capture;

  SmscRecords(SmscRules rules) {
    this.inbox = new Inbox(rules.alphabet);
    this.texts = rules.recordTexts;
  }

  /** The command_status that answers it. */
  int add(SubmitPdu submit) {
    return texts ? inbox.add(submit) : Smpp.ROK;
  }

  /** Of messages that were taken; as {@link Tally#add(long[], int)}. */
  void count(long[] keys, int count) {
    tally.add(keys, count);
  }

  void count(String destination) {
    tally.add(destination);
  }

  List<ReceivedSms> received() {
    return inbox.complete();
  }

  int of(String destination) {
    return tally.of(destination);
  }

  Map<String, Integer> perRecipient() {
    return tally.all();
  }

  void capture(int last) {
    synchronized (captured) {
      capture = last;
      forgetOldest(last);
    }
  }

  void captureIfAsked(SubmitPdu submit) {
    if (capture > 0) {
      keep(submit.raw());
    }
  }

  private void keep(byte[] raw) {
    synchronized (captured) {
      captured.add(raw);
      forgetOldest(capture);
    }
  }

  private void forgetOldest(int last) {
    while (captured.size() > last) {
      byte @Nullable [] unused = captured.poll();
    }
  }

  List<byte[]> captured() {
    synchronized (captured) {
      return captured.stream().map(byte[]::clone).toList();
    }
  }
}
