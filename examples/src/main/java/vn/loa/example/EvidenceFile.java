package vn.loa.example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import vn.loa.channel.Delivery;
import vn.loa.plan.Evidence;

/** Keeps what became of every recipient in a file, and its digest for the ledger. */
final class EvidenceFile {

  static Evidence write(Path file, List<Delivery> deliveries) {
    StringBuilder lines = new StringBuilder("recipient,state,receipt,at,reason\n");
    deliveries.forEach(delivery -> lines.append(line(delivery)).append('\n'));
    try {
      Files.writeString(file, lines);
      return Evidence.of(file, "text/csv");
    } catch (IOException cause) {
      throw new UncheckedIOException(
          file + ": the evidence cannot be written; name another folder with --out", cause);
    }
  }

  /** Recipients print themselves with no more of a number than may be shown. */
  private static String line(Delivery delivery) {
    String receipt = delivery.receipt() == null ? "" : delivery.receipt().kind().toString();
    String at = delivery.receipt() == null ? "" : delivery.receipt().at().toString();
    String reason = delivery.reason() == null ? "" : delivery.reason().code();
    return String.join(
        ",", delivery.recipient().toString(), delivery.state().name(), receipt, at, reason);
  }

  private EvidenceFile() {}
}
