package vn.loa.bench.dispatch;

import vn.loa.bench.measure.Heap;

/**
 * One way, once from end to end, with its times in nanoseconds.
 *
 * @param octets on disk at its end
 * @param heap octets of this process that its end holds, more than its beginning
 */
record Run(Work work, long queueing, long sending, long receipts, long octets, long heap) {

  /** Opens a way to do it. */
  interface Opener<R> {
    Life<R> open() throws Exception;
  }

  static <R> Run of(Work work, Opener<R> opener) throws Exception {
    long before = Heap.used();
    try (Life<R> life = opener.open()) {
      Wire wire = new Wire(work);
      long queueing = queue(life, work);
      long sending = send(life, wire, work);
      long receipts = deliver(life, work);
      long heap = Heap.used() - before;
      life.verify(work);
      return new Run(work, queueing, sending, receipts, life.octets(), heap);
    }
  }

  static long queue(Life<?> life, Work work) throws Exception {
    long nanos = 0;
    for (int batch = 0; batch < work.batches(); batch++) {
      var recipients = Work.recipients(batch);
      long began = System.nanoTime();
      life.enqueue(batch, recipients);
      nanos += System.nanoTime() - began;
    }
    return nanos;
  }

  static long send(Life<?> life, Wire wire, Work work) throws Exception {
    long began = System.nanoTime();
    while (wire.submitted() < work.messages()) {
      life.send(wire);
    }
    return System.nanoTime() - began;
  }

  static <R> long deliver(Life<R> life, Work work) throws Exception {
    long nanos = 0;
    for (int batch = 0; batch < work.batches(); batch++) {
      R receipts = life.receipts(work.receipts(batch));
      long began = System.nanoTime();
      life.delivered(receipts);
      nanos += System.nanoTime() - began;
    }
    return nanos;
  }

  double rate() {
    return work.messages() * 1e9 / (queueing + sending + receipts);
  }

  /** Of one phase. */
  double rate(long nanos) {
    return work.messages() * 1e9 / nanos;
  }

  double octetsAMessage() {
    return (double) octets / work.messages();
  }

  double heapAMessage() {
    return (double) heap / work.messages();
  }
}
