package vn.loa.plan.json;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A Java process beside this one that locks a file; what a process locks, only another can tell.
 */
final class OtherProcess implements AutoCloseable {

  private final Process process;

  private OtherProcess(Process process) {
    this.process = process;
  }

  /** Whether another process gets the lock on this file, which exists. */
  static boolean mayLock(Path file) throws Exception {
    try (OtherProcess other = started(file)) {
      return other.said() == 'y';
    }
  }

  /** Has the lock on this file, made if need be, until closed. */
  static OtherProcess locking(Path file) throws Exception {
    OtherProcess other = started(file);
    if (other.said() != 'y') {
      throw new IllegalStateException(file + " is locked already");
    }
    return other;
  }

  private static OtherProcess started(Path file) throws Exception {
    Path classes =
        Path.of(OtherProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new OtherProcess(
        new ProcessBuilder(
                java.toString(),
                "-cp",
                classes.toString(),
                OtherProcess.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private int said() throws IOException {
    return process.getInputStream().read();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }

  /** Says y with the lock, n without, and ends when its input does. */
  public static void main(String[] args) throws IOException {
    try (FileChannel file =
        FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      System.out.write(file.tryLock() == null ? 'n' : 'y');
      System.out.flush();
      while (System.in.read() >= 0) {
        // Until it is closed.
      }
    }
  }
}
