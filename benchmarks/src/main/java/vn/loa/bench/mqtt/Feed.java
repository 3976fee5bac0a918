package vn.loa.bench.mqtt;

import vn.loa.channel.Batch;
import vn.loa.channel.Recipients;

/**
 * Batches without end, each of another message, so that no device is asked to play one twice. One
 * thread at a time.
 */
final class Feed {

  private final Recipients devices = Work.devices();
  private long token;

  /** The next, at most {@code most}; tokens count up from 0. */
  Batch next(int most) {
    int from = (int) (token % Work.DEVICES);
    short[] picks = new short[Math.min(most, Work.DEVICES - from)];
    for (int i = 0; i < picks.length; i++) {
      picks[i] = (short) (from + i);
    }
    Batch batch = Batch.picking(Work.message("m-" + token), token - from, devices, picks);
    token += picks.length;
    return batch;
  }
}
