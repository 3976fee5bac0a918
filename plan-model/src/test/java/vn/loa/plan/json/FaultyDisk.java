package vn.loa.plan.json;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file on a disk that counts how often it is forced, and gives up where it is told to. */
final class FaultyDisk extends FileChannel {

  private final FileChannel real;
  private int forces;
  private boolean failing;
  private long room = Long.MAX_VALUE;

  FaultyDisk(FileChannel real) {
    this.real = real;
  }

  int forces() {
    return forces;
  }

  /** The next force fails; as on Linux, those after it do not. */
  void failForce() {
    failing = true;
  }

  /** So many more bytes can be written. */
  void fillUpAfter(long bytes) {
    room = bytes;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    forces++;
    if (failing) {
      failing = false;
      throw new IOException("the disk failed");
    }
    real.force(metaData);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (room == 0) {
      throw new IOException("no room");
    }
    ByteBuffer part = source.slice().limit((int) Math.min(room, source.remaining()));
    int count = real.write(part);
    source.position(source.position() + count);
    room -= count;
    return count;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return real.read(target, position);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    real.truncate(size);
    return this;
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }

  @Override
  public int read(ByteBuffer target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
