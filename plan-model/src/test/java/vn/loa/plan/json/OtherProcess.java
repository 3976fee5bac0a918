package vn.loa.plan.json;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A Java process beside this one, which says things line by line and ends when its input does. */
final class OtherProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader said;

  private OtherProcess(Process process) {
    this.process = process;
    this.said = process.inputReader();
  }

  /** Runs a class of these tests. */
  static OtherProcess running(Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    return new OtherProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Whether another process gets the lock on this file: what one locks, only another can tell. */
  static boolean mayLock(Path file) throws IOException {
    try (OtherProcess other = running(Locker.class, file.toString())) {
      return "locked".equals(other.said());
    }
  }

  /** Has the lock on this file, made if need be, until closed. */
  static OtherProcess locking(Path file) throws IOException {
    OtherProcess other = running(Locker.class, file.toString());
    if (!"locked".equals(other.said())) {
      throw new IllegalStateException(file + " is locked already");
    }
    return other;
  }

  /** The next line, or null once there is none: it ended. */
  String said() throws IOException {
    return said.readLine();
  }

  /** Ends it in the midst of whatever it does. What it said before can still be read. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }

  /** Locks a file, and says whether it could. */
  static final class Locker {

    private Locker() {}

    public static void main(String[] arguments) throws IOException {
      try (FileChannel file =
          FileChannel.open(
              Path.of(arguments[0]), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
        System.out.println(file.tryLock() == null ? "refused" : "locked");
        while (System.in.read() >= 0) {
          // Until it is closed.
        }
      }
    }
  }
}
