package vn.loa.simulator;

/**
 * A message as a handset would show it, its parts joined.
 *
 * @param source who it comes from: a number, or a sender's name
 * @param destination digits, as they came
 * @param parts how many short messages it took
 * @param validityPeriod as it came (SMPP 3.4 §7.1.1); empty if none
 */
public record ReceivedSms(
    String source, String destination, String text, int parts, String validityPeriod) {}
