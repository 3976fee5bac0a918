package vn.loa.channel;

import java.util.List;

/**
 * A channel whose recipients may be away for hours: it holds what was sent until its {@link
 * Receipt} is here, and brings it again when a recipient returns. It holds it in memory only, so
 * after a restart it is told what an earlier process sent; and it can reach what was sent already
 * when a message is taken back.
 */
public interface HoldingChannel extends Channel {

  /**
   * Takes up deliveries that an earlier process sent, or that it answered {@link Outcome.InDoubt}
   * or not at all, and that have no receipt yet. Told after {@link #listen(Receipts)}, and again if
   * it must be; returns soon. A recipient that is adopted may be submitted again too.
   *
   * @param recipients of this message who may have it; those the channel cannot reach are left out
   */
  void adopt(Message message, List<? extends Address> recipients);

  /**
   * Takes a message back from everybody: who has not heard it shall not, who hears it now shall not
   * hear the rest. What had not gone out is answered {@link Outcome.Retry}; of what had, each
   * recipient's receipt tells what became of it: {@link Receipt.Undelivered} with the code {@code
   * CANCELLED} where it was taken back in time. For good, also for recipients that are away;
   * returns soon. Taking back twice is harmless, and done after a restart.
   */
  void withdraw(Message message);
}
