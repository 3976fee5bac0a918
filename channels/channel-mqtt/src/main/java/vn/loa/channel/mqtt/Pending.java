package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;

/** One delivery that the channel has taken and not answered. */
final class Pending {

  private static final Logger LOG = System.getLogger("vn.loa.channel.mqtt");

  private final Message message;
  private final byte[] command;
  private final String device;
  private final long token;
  private final Outcomes outcomes;
  private long published;

  /**
   * @param command what goes on the wire; shared by the whole batch, never changed
   */
  Pending(Message message, byte[] command, String device, long token, Outcomes outcomes) {
    this.message = message;
    this.command = command;
    this.device = device;
    this.token = token;
    this.outcomes = outcomes;
  }

  Message message() {
    return message;
  }

  byte[] command() {
    return command;
  }

  String device() {
    return device;
  }

  String reference() {
    return Ack.reference(message.id(), device);
  }

  /** Nanoseconds on the ticker at which it went to the wire. */
  long published() {
    return published;
  }

  void publishedAt(long nanos) {
    published = nanos;
  }

  /** A listener that throws harms its own delivery only. */
  void answer(Outcome outcome) {
    try {
      outcomes.answer(token, outcome);
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, "the answer for " + reference() + " was not taken", fault);
    }
  }
}
