package vn.loa.simulator;

import java.util.function.Predicate;
import vn.loa.channel.Time;

/** How a simulated SMSC behaves, as data. */
record SmscRules(
    String systemId,
    String password,
    Predicate<String> refuses,
    Predicate<String> cannotDeliver,
    boolean receipts,
    boolean receiptsFirst,
    boolean receiptsTwice,
    int throttleAbove,
    Time time) {}
