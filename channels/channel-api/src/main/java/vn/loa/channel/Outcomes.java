package vn.loa.channel;

/** Takes the answers to a {@link Batch}. Safe for use by several threads; never throws. */
@FunctionalInterface
public interface Outcomes {

  /**
   * The answer for one delivery, named by its token in the batch. Called once for each token, and
   * once more where the first answer was {@link Outcome.InDoubt} and the wire spoke late.
   */
  void answer(long token, Outcome outcome);
}
