package vn.loa.bench.dispatch;

import java.io.IOException;
import java.sql.SQLException;
import vn.loa.channel.Recipients;

/**
 * Messages from the queue to the receipt, one way to do it. What a call did is durable when it
 * returns. One thread.
 *
 * @param <R> what receipts are to it, as a channel would hand them over
 */
interface Life<R> extends AutoCloseable {

  void enqueue(int batch, Recipients recipients) throws Exception;

  /**
   * Sends some of what waits, with an intent that is durable before the wire, and an answer that is
   * durable after it.
   */
  void send(Wire wire) throws Exception;

  /** Not part of its time. */
  R receipts(long[] references);

  void delivered(R receipts) throws Exception;

  /**
   * Every message is delivered, and one in {@link #SAMPLE} is looked at.
   *
   * @throws IllegalStateException if something is not as it should be
   */
  void verify(Work work) throws Exception;

  /** On disk: of all files, or of tables and indexes. */
  long octets() throws Exception;

  @Override
  void close() throws IOException, SQLException;

  int SAMPLE = 997;

  static void require(boolean right, String what) {
    if (!right) {
      throw new IllegalStateException(what);
    }
  }
}
