package vn.loa.dispatch.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A folder of files, and what a loss of power leaves of it: of a file, what was written before its
 * last {@link DiskFile#force}; of the names, what was done before the last {@link #forceNames}. The
 * rest may be there or not.
 */
interface Disk {

  /** Names of the files, in any order. */
  List<String> list() throws IOException;

  /** A new empty file; one of this name is emptied. */
  DiskFile create(String name) throws IOException;

  DiskFile open(String name, boolean write) throws IOException;

  /** Replaces what has the new name, at once. */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  void forceNames() throws IOException;

  /** Octets that may still be written. */
  long usableSpace() throws IOException;

  /**
   * Keeps every other process, and every other journal of this one, away until it is closed.
   *
   * @throws vn.loa.dispatch.store.StoreException UNUSABLE when somebody has it
   */
  Closeable lock() throws IOException;

  /** For messages. */
  String path();

  /** Safe for use by one thread at a time. */
  interface DiskFile extends Closeable {

    /** Writes all of it. */
    void write(ByteBuffer from, long position) throws IOException;

    /**
     * Reads until the buffer is full or the file ends.
     *
     * @return octets that were read
     */
    int read(ByteBuffer into, long position) throws IOException;

    long size() throws IOException;

    void force() throws IOException;
  }
}
