package vn.loa.plan.ledger;

/** Another writer's entry has this number already. Nothing was kept; read what came, try again. */
public final class SequenceTakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long seq;

  public SequenceTakenException(String log, long seq) {
    super(
        "entry %d of %s is taken by another writer; read what came and try again"
            .formatted(seq, log));
    this.seq = seq;
  }

  /** The number that is taken. */
  public long seq() {
    return seq;
  }
}
