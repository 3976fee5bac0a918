package vn.loa.bench.dispatch;

import java.util.BitSet;

/** Takes messages, answers with their references, and sees that each comes once. One thread. */
final class Wire {

  private final Work work;
  private final BitSet seen;
  private int submitted;

  Wire(Work work) {
    this.work = work;
    this.seen = new BitSet(work.messages());
  }

  /**
   * @return the reference of its receipt
   * @throws IllegalStateException if it is no message of this run, or came before
   */
  long submit(long phone) {
    int message = Work.messageTo(phone);
    if (message < 0 || message >= work.messages() || seen.get(message)) {
      throw new IllegalStateException("message " + message + " is wrong here, or comes again");
    }
    seen.set(message);
    submitted++;
    return Work.reference(message);
  }

  int submitted() {
    return submitted;
  }
}
