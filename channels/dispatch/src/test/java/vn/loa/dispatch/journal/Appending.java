package vn.loa.dispatch.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import vn.loa.channel.Message;
import vn.loa.channel.Recipients;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;

/** A process that appends so many chunks to a journal, one after the other is acknowledged. */
final class Appending {

  private Appending() {}

  public static void main(String[] arguments) {
    int chunks = Integer.parseInt(arguments[1]);
    Message message =
        Message.builder("tb-1", "Nước dâng").text("vi", "Ở nhà.").validUntil(Instant.MAX).build();
    CampaignRecord campaign =
        new CampaignRecord(
            "k",
            message,
            List.of("sms"),
            "citizens.csv",
            Urgency.ROUTINE,
            1,
            Instant.EPOCH,
            null,
            Instant.EPOCH);
    try (Journal journal = Journal.open(Path.of(arguments[0]))) {
      for (int i = 0; i < chunks; i++) {
        Recipients some = Recipients.phones(LongStream.range(84_900_000_000L, 84_900_000_009L));
        journal.append(campaign, i, some, i == chunks - 1).toCompletableFuture().join();
      }
    }
  }
}
