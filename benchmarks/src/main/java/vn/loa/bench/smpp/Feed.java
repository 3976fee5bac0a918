package vn.loa.bench.smpp;

import vn.loa.channel.Batch;
import vn.loa.channel.Message;
import vn.loa.channel.Recipients;

/** Batches without end, as a dispatcher leases them: parts of chunks of recipients. One thread. */
final class Feed {

  private static final int CHUNK = 1 << 14;

  private final Message message = Texts.message("notice", Texts.SHORT);
  private final Recipients recipients = Texts.phones(0, CHUNK);
  private long token;

  /** The next, at most {@code most}; tokens count up from 0. */
  Batch next(int most) {
    int from = (int) (token % CHUNK);
    short[] picks = new short[Math.min(most, CHUNK - from)];
    for (int i = 0; i < picks.length; i++) {
      picks[i] = (short) (from + i);
    }
    Batch batch = Batch.picking(message, token - from, recipients, picks);
    token += picks.length;
    return batch;
  }
}
