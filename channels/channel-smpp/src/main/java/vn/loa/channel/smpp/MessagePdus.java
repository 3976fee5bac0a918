package vn.loa.channel.smpp;

import java.time.Instant;
import java.util.List;
import vn.loa.channel.Message;
import vn.loa.sms.SmsText;

/**
 * The submit_sm of a message (SMPP 3.4 §4.4.1), encoded once, and finished for each recipient: what
 * differs is the sequence number, the destination and the reference that joins parts. Immutable.
 */
final class MessagePdus {

  private final SubmitTemplate[] parts;
  private final Times times;
  private final int mostOctets;

  private MessagePdus(List<SubmitTemplate> parts, Times times) {
    this.parts = parts.toArray(SubmitTemplate[]::new);
    this.times = times;
    this.mostOctets = parts.stream().mapToInt(SubmitTemplate::mostOctets).max().orElseThrow();
  }

  /**
   * @param now what validity_period and schedule_delivery_time are told from
   * @throws IllegalArgumentException if the message is too late, or if SMS, or this SMSC, cannot
   *     carry the text; says why in words for a person
   */
  static MessagePdus of(Message message, SmppSettings settings, Instant now) {
    SmppProfile profile = settings.profile();
    Times times = Times.of(profile.validity(), message, settings.schedule(message), now);
    SmsText text = SmsText.of(message.text(), profile.format());
    SmscCoding coding = SmscCoding.of(text, profile);
    SubmitFields fields =
        new SubmitFields(
            settings.sender(), profile, times, profile.priority(message.urgency()), coding);
    return new MessagePdus(
        text.parts(0).stream().map(part -> SubmitTemplate.of(fields, part)).toList(), times);
  }

  /** Whether what was encoded is right at another instant, too. */
  boolean isCurrent(Instant now) {
    return times.areRightAt(now);
  }

  /** How many submit_sm one delivery takes, one after the other. */
  int parts() {
    return parts.length;
  }

  /** No part of it, for any recipient, takes more. */
  int mostOctets() {
    return mostOctets;
  }

  /**
   * Writes one submit_sm, header and all. Allocates nothing.
   *
   * @param part from 0
   * @param reference 0 to the most of the profile's concatenation; for one part it does not matter
   * @return octets written
   */
  int write(byte[] into, int at, int part, int sequence, long e164, int reference) {
    return parts[part].write(into, at, sequence, e164, reference);
  }
}
