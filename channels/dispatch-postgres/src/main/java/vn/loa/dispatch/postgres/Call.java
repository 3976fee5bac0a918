package vn.loa.dispatch.postgres;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import vn.loa.dispatch.store.StoreException;

/** One call of the store, on its way through a transaction. */
abstract class Call<T> {

  final CompletableFuture<T> stage = new CompletableFuture<>();
  private @Nullable T value;
  private @Nullable StoreException refusal;

  /** Whether others may be made in the same transaction. */
  boolean isShared() {
    return true;
  }

  /** Whether there is anything to ask the database. */
  boolean needsDatabase() {
    return true;
  }

  /** Whether it makes a difference to the caller if it was made twice. */
  boolean matters() {
    return true;
  }

  /** What takes it back where nobody waits for it any more; null where nothing need be. */
  @Nullable Call<?> undoing() {
    return null;
  }

  /**
   * Makes the call. May run again when its transaction came to nothing.
   *
   * @throws StoreException if it is refused; then nothing was written for it
   */
  abstract T make(Work work) throws SQLException;

  final void run(Work work) throws SQLException {
    value = null;
    refusal = null;
    try {
      value = make(work);
    } catch (StoreException refused) {
      refusal = refused;
    }
  }

  /** Its transaction is durable; false where nobody waits for it any more. */
  final boolean complete() {
    return refusal != null ? stage.completeExceptionally(refusal) : stage.complete(value);
  }

  final @Nullable T value() {
    return value;
  }

  final void fail(StoreException failure) {
    stage.completeExceptionally(failure);
  }
}
