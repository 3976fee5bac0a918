package vn.loa.dispatch.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import vn.loa.dispatch.store.StoreException;

/** Calls that become durable together: their entries, in frames, and who waits for them. */
final class Group {

  final Bytes bytes = new Bytes();
  final Extents extents = new Extents();
  private final int enough;
  private final List<Integer> starts = new ArrayList<>();
  private final List<Waiting<?>> waiting = new ArrayList<>();

  private record Waiting<T>(CompletableFuture<T> stage, T value) {
    void complete() {
      stage.complete(value);
    }
  }

  /**
   * @param enough octets after which a frame takes no further call
   */
  Group(int enough) {
    this.enough = enough;
  }

  int calls() {
    return waiting.size();
  }

  void begin(EntryWriter writer) {
    starts.add(bytes.size());
    bytes.skip(Frame.HEADER);
    writer.beginFrame(bytes, extents);
  }

  /** Ends a call, and with it maybe a frame. */
  <T> CompletableFuture<T> endCall(T value, EntryWriter writer) {
    CompletableFuture<T> stage = new CompletableFuture<>();
    waiting.add(new Waiting<>(stage, value));
    if (bytes.size() - starts.get(starts.size() - 1) >= enough) {
      begin(writer);
    }
    return stage;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Fills the headers of the frames; returns how many frames there are. */
  int seal(long journal, long next, long durable) {
    int frames = 0;
    for (int i = 0; i < starts.size(); i++) {
      int from = starts.get(i);
      int to = i + 1 < starts.size() ? starts.get(i + 1) : bytes.size();
      if (to - from > Frame.HEADER) {
        int entries = to - from - Frame.HEADER;
        Frame.fill(bytes.array(), from, entries, journal, next + frames, durable);
        frames++;
      }
    }
    return frames;
  }

  /** Octets that are frames: the last may have been begun only. */
  int sealed() {
    int last = starts.get(starts.size() - 1);
    return bytes.size() - last > Frame.HEADER ? bytes.size() : last;
  }

  void complete() {
    waiting.forEach(Waiting::complete);
  }

  void fail(StoreException reason) {
    waiting.forEach(it -> it.stage().completeExceptionally(reason));
  }

  void clear() {
    bytes.clear();
    extents.clear();
    starts.clear();
    waiting.clear();
  }
}
