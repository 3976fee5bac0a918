package vn.loa.simulator;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import vn.loa.channel.Time;

/** Decides what a submit_sm is answered, and when. Safe for use by several threads. */
final class SmscDesk {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SmscRules rules;
  private final SmscLines lines;
  private final SmscRecords records;
  private final Time time;
  private final Random errors;
  private final Random answerDelays;
  private final Random receiptDelays;
  private long secondBegan;
  private int inSecond;

  SmscDesk(SmscRules rules, SmscLines lines, SmscRecords records) {
    this.rules = rules;
    this.lines = lines;
    this.records = records;
    this.time = rules.time;
    this.errors = new Random(rules.systemErrorSeed);
    this.answerDelays = new Random(rules.shuffleAnswersSeed);
    this.receiptDelays = new Random(rules.shuffleReceiptsSeed);
    this.secondBegan = time.nanos();
  }

  /** The command_status of the answer. */
  int statusOf(SubmitPdu submit) {
    if (isThrottled()) {
      return Smpp.RTHROTTLED;
    }
    if (isFull()) {
      return Smpp.RMSGQFUL;
    }
    if (fails()) {
      return Smpp.RSYSERR;
    }
    int told = Ending.holds(rules.refuses, submit) ? Smpp.RINVDSTADR : told(submit);
    return told == Smpp.ROK ? records.add(submit) : told;
  }

  private int told(SubmitPdu submit) {
    if (rules.answer == null) {
      return Smpp.ROK;
    }
    SmsPart part = SmsPart.of(submit);
    byte[] octets = part == null ? submit.userData() : part.octets();
    String text = rules.alphabet.decode(submit.dataCoding(), octets);
    return rules.answer.apply(new SubmitView(submit.source(), submit.destination(), text));
  }

  private boolean isThrottled() {
    return rules.throttleAbove < Integer.MAX_VALUE && isAboveRate();
  }

  private synchronized boolean isAboveRate() {
    long now = time.nanos();
    if (now - secondBegan >= SECOND) {
      secondBegan = now;
      inSecond = 0;
    }
    inSecond++;
    return inSecond > rules.throttleAbove;
  }

  private boolean isFull() {
    return rules.queueFullAbove < Integer.MAX_VALUE && lines.outstanding() >= rules.queueFullAbove;
  }

  private boolean fails() {
    return rules.systemErrors > 0 && errors.nextDouble() < rules.systemErrors;
  }

  /** When it is answered. */
  long answerDue(SubmitPdu submit, long now) {
    long due = now + drawn(answerDelays, rules.shuffleAnswers);
    return rules.answerAfter instanceof Always always
        ? due + always.nanos()
        : due + rules.answerAfter.apply(submit.destination()).toNanos();
  }

  boolean isSilentOn(SubmitPdu submit) {
    return rules.silentOn != null && rules.silentOn.test(submit.destination());
  }

  /** When its receipt is brought for the first time. */
  long receiptDue(long answered) {
    return answered + rules.receiptsAfter + drawn(receiptDelays, rules.shuffleReceipts);
  }

  private static long drawn(Random random, long most) {
    return most == 0 ? 0 : (long) (random.nextDouble() * most);
  }

  /** The same for every destination, which then need not be known. */
  record Always(Duration delay, long nanos)
      implements java.util.function.Function<String, Duration> {

    static Always of(Duration delay) {
      return new Always(delay, delay.toNanos());
    }

    @Override
    public Duration apply(String destination) {
      return delay;
    }
  }
}
