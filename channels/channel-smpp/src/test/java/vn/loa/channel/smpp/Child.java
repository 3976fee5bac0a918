package vn.loa.channel.smpp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A program beside this one, and what it says; ended with its handle, and if we end. */
final class Child implements AutoCloseable {

  private final Process process;
  private final List<String> said = new CopyOnWriteArrayList<>();

  private Child(Charset charset, Process process) {
    this.process = process;
    RawSmsc.daemon("test-child-" + process.pid(), () -> listen(charset));
  }

  /**
   * @throws IOException if there is no such program
   */
  static Child start(Charset charset, List<String> command) throws IOException {
    return new Child(charset, new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Each line so far. */
  List<String> said() {
    return List.copyOf(said);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private void listen(Charset charset) {
    try (BufferedReader lines = process.inputReader(charset)) {
      lines.lines().forEach(said::add);
    } catch (IOException | UncheckedIOException ended) {
      // It says nothing more.
    }
  }
}
