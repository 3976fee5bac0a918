package vn.loa.channel.rss;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a document proves nothing. */
final class Unproven extends IOException {

  private static final long serialVersionUID = 1L;

  private final FeedProof.Verdict verdict;

  private Unproven(FeedProof.Verdict verdict, String reason) {
    super(reason);
    this.verdict = verdict;
  }

  static Unproven unreachable(String reason) {
    return new Unproven(FeedProof.Verdict.UNREACHABLE, reason);
  }

  static Unproven unreadable(String reason) {
    return new Unproven(FeedProof.Verdict.UNREADABLE, reason);
  }

  /** The one behind a failure, or null. */
  static @Nullable Unproven in(@Nullable Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof Unproven unproven) {
        return unproven;
      }
    }
    return null;
  }

  FeedProof.Verdict verdict() {
    return verdict;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
