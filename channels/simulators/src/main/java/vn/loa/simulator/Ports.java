package vn.loa.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a server says when it cannot have its port. */
final class Ports {

  /**
   * @param server in its own words: {@code feed host}
   * @param port that was asked for; 0 for any
   */
  static UncheckedIOException refused(String server, int port, IOException cause) {
    return new UncheckedIOException(
        server
            + ": cannot listen on port "
            + port
            + " of this machine: "
            + cause.getMessage()
            + "; end who has it, or ask for port 0 (any)",
        cause);
  }

  private Ports() {}
}
