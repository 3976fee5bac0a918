package vn.loa.dispatch.testkit;

import vn.loa.dispatch.journal.MemoryStore;
import vn.loa.dispatch.store.DispatchStore;

class MemoryStoreContractTest extends StoreContract {

  @Override
  protected DispatchStore open() {
    return new MemoryStore();
  }

  @Override
  protected boolean isDurable() {
    return false;
  }
}
