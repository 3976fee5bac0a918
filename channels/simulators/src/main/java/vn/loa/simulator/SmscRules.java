package vn.loa.simulator;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;

/** How a simulated SMSC behaves, fixed when it starts. Null: it does nothing of the kind. */
final class SmscRules {

  final String systemId;
  final String password;
  final @Nullable SSLContext tls;
  final boolean clientCertificates;
  final int interfaceVersion;
  final int mostBinds;
  final Predicate<String> refuses;
  final @Nullable Function<SubmitView, Integer> answer;
  final int throttleAbove;
  final int queueFullAbove;
  final double systemErrors;
  final long systemErrorSeed;
  final Function<String, Duration> answerAfter;
  final long shuffleAnswers;
  final long shuffleAnswersSeed;
  final @Nullable Predicate<String> silentOn;
  final boolean receipts;
  final Predicate<String> cannotDeliver;
  final @Nullable Predicate<String> neverReceipts;
  final boolean receiptsFirst;
  final boolean receiptsTwice;
  final boolean receiptsAsDataSm;
  final ReceiptDialect dialect;
  final long receiptsAfter;
  final long shuffleReceipts;
  final long shuffleReceiptsSeed;
  final int receiptWindow;
  final boolean recordTexts;
  final SmscAlphabet alphabet;
  final Time time;

  SmscRules(SmscSimulator.Builder from) {
    this.systemId = from.systemId;
    this.password = from.password;
    this.tls = from.tls;
    this.clientCertificates = from.clientCertificates;
    this.interfaceVersion = from.interfaceVersion;
    this.mostBinds = from.mostBinds;
    this.refuses = from.refuses;
    this.answer = from.answer;
    this.throttleAbove = from.throttleAbove;
    this.queueFullAbove = from.queueFullAbove;
    this.systemErrors = from.systemErrors;
    this.systemErrorSeed = from.systemErrorSeed;
    this.answerAfter = from.answerAfter;
    this.shuffleAnswers = from.shuffleAnswers.toNanos();
    this.shuffleAnswersSeed = from.shuffleAnswersSeed;
    this.silentOn = from.silentOn;
    this.receipts = from.receipts;
    this.cannotDeliver = from.cannotDeliver;
    this.neverReceipts = from.neverReceipts;
    this.receiptsFirst = from.receiptsFirst;
    this.receiptsTwice = from.receiptsTwice;
    this.receiptsAsDataSm = from.receiptsAsDataSm;
    this.dialect = from.dialect;
    this.receiptsAfter = from.receiptsAfter.toNanos();
    this.shuffleReceipts = from.shuffleReceipts.toNanos();
    this.shuffleReceiptsSeed = from.shuffleReceiptsSeed;
    this.receiptWindow = from.receiptWindow;
    this.recordTexts = from.recordTexts;
    this.alphabet = from.latin1 ? SmscAlphabet.LATIN_1 : SmscAlphabet.GSM;
    this.time = from.time;
  }
}
