package vn.loa.channel.smpp;

import java.util.List;

/**
 * How a channel stands at one moment, as plain values for whatever shows them.
 *
 * @param channel its name
 * @param receipts that came, each as often as it was brought
 * @param inbound messages of citizens that came, each part as often as it was brought
 * @param notKept of both, answered with an error, so that the SMSC brings them again
 * @param beingKept of both, which wait to be kept before they are acknowledged
 * @param withoutEnd receipts that told no end, or of no message
 * @param unreadable PDUs that could not be read, and were refused for good
 */
public record SmppHealth(
    String channel,
    List<BindHealth> binds,
    long receipts,
    long inbound,
    long notKept,
    int beingKept,
    long withoutEnd,
    long unreadable) {

  public SmppHealth {
    binds = List.copyOf(binds);
  }

  /** Whether messages may go: one bind that submits is bound. */
  public boolean isBound() {
    return binds.stream()
        .anyMatch(it -> it.state() == BindState.BOUND && !it.role().equals("RECEIVER"));
  }
}
