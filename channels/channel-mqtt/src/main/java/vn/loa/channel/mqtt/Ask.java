package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;

/** One delivery that the channel has taken and not answered. Answered once, by whoever takes it. */
final class Ask {

  private static final Logger LOG = System.getLogger("vn.loa.channel.mqtt");

  private final Message message;
  private final Address.Device recipient;
  private final long token;
  private final Outcomes outcomes;
  private boolean taken;

  Ask(Message message, Address.Device recipient, long token, Outcomes outcomes) {
    this.message = message;
    this.recipient = recipient;
    this.token = token;
    this.outcomes = outcomes;
  }

  Message message() {
    return message;
  }

  Address.Device recipient() {
    return recipient;
  }

  String reference() {
    return reference(message.id(), recipient.id());
  }

  /** Names a delivery: neither part can hold an {@code @}. */
  static String reference(String message, String device) {
    return message + "@" + device;
  }

  /** Whether the caller is the one who answers it. */
  boolean take() {
    boolean first = !taken;
    taken = true;
    return first;
  }

  /** A listener that throws harms its own delivery only. */
  void tell(Outcome outcome) {
    try {
      outcomes.answer(token, outcome);
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, "the answer for " + reference() + " was not taken", fault);
    }
  }
}
