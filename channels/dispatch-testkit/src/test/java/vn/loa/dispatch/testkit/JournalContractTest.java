package vn.loa.dispatch.testkit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Time;
import vn.loa.dispatch.journal.Journal;
import vn.loa.dispatch.store.DispatchStore;

class JournalContractTest extends StoreContract {

  @TempDir private Path folders;
  private final Map<DispatchStore, Path> opened = new HashMap<>();

  @Override
  protected DispatchStore open() {
    return open(folders.resolve("journal-" + opened.size()));
  }

  @Override
  protected DispatchStore reopen(DispatchStore store) {
    store.close();
    return open(Objects.requireNonNull(opened.get(store)));
  }

  private DispatchStore open(Path folder) {
    DispatchStore store = Journal.builder(folder).time(new Standing()).open();
    opened.put(store, folder);
    return store;
  }

  /** A clock that stands still, while the contract's calls are made. */
  private static final class Standing implements Time {

    @Override
    public Instant instant() {
      return Instant.parse("2026-03-01T08:00:00Z");
    }

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void await(Object monitor, long deadline) {
      throw new UnsupportedOperationException("nothing waits here");
    }
  }
}
