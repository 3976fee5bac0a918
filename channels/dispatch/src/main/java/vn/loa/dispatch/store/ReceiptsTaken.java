package vn.loa.dispatch.store;

import java.util.Set;

/**
 * What became of receipts.
 *
 * @param campaigns keys of those that have a delivery changed by them
 * @param matched receipts that found a delivery and changed it
 * @param waiting receipts that found none, and wait for its reference
 * @param repeated receipts that changed nothing: their delivery has one already, or they wait
 *     already
 * @param dropped receipts of earlier calls that waited as long as the store keeps them, or for
 *     which there was no more room, and are gone
 */
public record ReceiptsTaken(
    Set<String> campaigns, int matched, int waiting, int repeated, int dropped) {

  public ReceiptsTaken {
    campaigns = Set.copyOf(campaigns);
  }
}
