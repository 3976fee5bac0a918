package vn.loa.plan;

import java.time.Instant;

/**
 * A report that came.
 *
 * @param agency id of who sent it
 * @param obligation id
 * @param period label: {@code 2022-05}
 * @param receivedAt when it arrived; this stops the clock, not when it was written or entered
 * @param document number under which it was sent
 * @param version 1 for the first, 2 for its first correction, and so on
 */
public record Submission(
    String agency,
    String obligation,
    String period,
    Instant receivedAt,
    DocumentRef document,
    int version) {

  public Submission {
    if (version < 1) {
      throw new IllegalArgumentException("versions of a report count from 1, not " + version);
    }
  }
}
