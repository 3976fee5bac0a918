package vn.loa.dispatch.store;

import vn.loa.channel.Recipients;

/** A chunk of a campaign in one worker's hands, and which of its deliveries are due. Immutable. */
public final class Lease {

  private final String campaign;
  private final int chunk;
  private final long epoch;
  private final int route;
  private final Recipients recipients;
  private final short[] due;
  private final byte[] attempts;
  private final boolean[] again;

  /**
   * The arrays are taken over.
   *
   * @param epoch tells this lease from every other of the chunk; later ones are greater
   * @param recipients all of the chunk
   * @param due indexes into {@code recipients}, ascending, at least one
   * @param attempts for each of {@code due}: how often it was attempted, and that counts
   * @param again for each of {@code due}: whether it was in doubt once and is sent again
   */
  public Lease(
      String campaign,
      int chunk,
      long epoch,
      int route,
      Recipients recipients,
      short[] due,
      byte[] attempts,
      boolean[] again) {
    this.campaign = campaign;
    this.chunk = chunk;
    this.epoch = epoch;
    this.route = route;
    this.recipients = recipients;
    this.due = due;
    this.attempts = attempts;
    this.again = again;
  }

  /** Key of the campaign. */
  public String campaign() {
    return campaign;
  }

  public int chunk() {
    return chunk;
  }

  public long epoch() {
    return epoch;
  }

  /** As asked for: index of the channel that sends. */
  public int route() {
    return route;
  }

  /** Everybody in the chunk, due or not. */
  public Recipients recipients() {
    return recipients;
  }

  /** How many deliveries are due. */
  public int size() {
    return due.length;
  }

  /** Index, in {@link #recipients()}, of the delivery that is due at this position. */
  public int index(int position) {
    return due[position];
  }

  public int attempts(int position) {
    return attempts[position];
  }

  public boolean isAgain(int position) {
    return again[position];
  }

  @Override
  public String toString() {
    return campaign + "/" + chunk + "@" + epoch;
  }
}
