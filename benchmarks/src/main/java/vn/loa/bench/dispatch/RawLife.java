package vn.loa.bench.dispatch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import vn.loa.channel.Recipients;

/** The limit: as many octets in as many durable writes, one after the other, and nothing known. */
final class RawLife implements Life<long[]> {

  /** Queue, intent, answer, receipt. */
  private static final int WRITES = 4;

  private final FileChannel file;
  private final ByteBuffer batch;
  private int sent;

  /**
   * @param octetsAMessage over its whole life
   */
  RawLife(Path folder, double octetsAMessage) throws IOException {
    file =
        FileChannel.open(
            folder.resolve("raw"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    batch = ByteBuffer.allocateDirect((int) (octetsAMessage * Work.BATCH / WRITES));
  }

  @Override
  public void enqueue(int number, Recipients recipients) throws IOException {
    write();
  }

  @Override
  public void send(Wire wire) throws IOException {
    write();
    for (int i = 0; i < Work.BATCH; i++) {
      wire.submit(Work.phone(sent++));
    }
    write();
  }

  @Override
  public long[] receipts(long[] references) {
    return references;
  }

  @Override
  public void delivered(long[] references) throws IOException {
    write();
  }

  private void write() throws IOException {
    batch.clear();
    while (batch.hasRemaining()) {
      file.write(batch);
    }
    file.force(false);
  }

  @Override
  public void verify(Work work) throws IOException {
    long expected = (long) batch.capacity() * WRITES * work.batches();
    Life.require(file.size() == expected, "raw has " + file.size() + " octets");
  }

  @Override
  public long octets() throws IOException {
    return file.size();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
