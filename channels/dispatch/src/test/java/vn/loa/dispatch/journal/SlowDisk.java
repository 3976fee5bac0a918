package vn.loa.dispatch.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Forces a file that is written to only when it is let. */
record SlowDisk(Disk disk, CountDownLatch slow) implements Disk {

  @Override
  public List<String> list() throws IOException {
    return disk.list();
  }

  @Override
  public DiskFile create(String name) throws IOException {
    return disk.create(name);
  }

  @Override
  public DiskFile open(String name, boolean write) throws IOException {
    DiskFile file = disk.open(name, write);
    return write ? new SlowFile(file, slow) : file;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void forceNames() throws IOException {
    disk.forceNames();
  }

  @Override
  public long usableSpace() throws IOException {
    return disk.usableSpace();
  }

  @Override
  public Closeable lock() throws IOException {
    return disk.lock();
  }

  @Override
  public String path() {
    return disk.path();
  }

  private record SlowFile(DiskFile file, CountDownLatch slow) implements DiskFile {

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      file.write(from, position);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return file.read(into, position);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void force() throws IOException {
      try {
        slow.await();
      } catch (InterruptedException stopped) {
        throw new IOException(stopped);
      }
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
