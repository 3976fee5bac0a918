package vn.loa.dispatch;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import vn.loa.dispatch.store.StoreException;

/** Reads what a store's stage completed with. */
final class StoreFailures {

  /** What a store does that throws anything else is not known: it counts as broken. */
  static StoreException.Kind kind(@Nullable Throwable failure) {
    return cause(failure) instanceof StoreException known
        ? known.kind()
        : StoreException.Kind.BROKEN;
  }

  static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }

  private StoreFailures() {}
}
