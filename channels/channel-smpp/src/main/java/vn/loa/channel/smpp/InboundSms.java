package vn.loa.channel.smpp;

import java.time.Instant;
import java.util.OptionalLong;
import vn.loa.sms.PhoneNumber;

/**
 * A message from a citizen, its parts joined.
 *
 * @param from digits of the sender in international form, where it is a number; else as it came
 * @param to what it was sent to: our short code or number, as it came
 * @param text with U+FFFD for each octet that has no character; of a message that is not complete,
 *     the parts that came, one after the other
 * @param at when its last part came, by the channel's clock
 * @param complete whether all parts came
 */
public record InboundSms(String from, String to, String text, Instant at, boolean complete) {

  /** The sender's number, where it is one. */
  public OptionalLong e164() {
    return from.matches("[1-9][0-9]{3,14}")
        ? OptionalLong.of(Long.parseLong(from))
        : OptionalLong.empty();
  }

  /** Shows neither the text nor more than three digits of a number. */
  @Override
  public String toString() {
    return PhoneNumber.masked(from)
        + " to "
        + PhoneNumber.masked(to)
        + ": "
        + text.length()
        + (complete ? " characters" : " characters, not complete");
  }
}
