package vn.loa.simulator;

import java.time.Instant;

/**
 * What a receipt will say.
 *
 * @param number which submit_sm it is about
 * @param from where the message went
 * @param to where it came from
 */
record ReceiptNote(long number, String from, String to, Instant submitted, boolean delivered) {

  @Override
  public String toString() {
    return "ReceiptNote[" + number + "]";
  }
}
