package vn.loa.bench.smpp;

/** Where all peers are measured beside each other. */
record Cell(SinkMode sink, int window) {

  static final int[] INSTANT = {1, 10, 100, 500};
  static final int[] AFTER_20_MS = {10, 100, 500, 2_000};
  static final int[] RECEIPTS = {10, 100};

  boolean is(SinkMode mode, int size) {
    return sink == mode && window == size;
  }

  @Override
  public String toString() {
    return sink.label() + ", window " + window;
  }
}
