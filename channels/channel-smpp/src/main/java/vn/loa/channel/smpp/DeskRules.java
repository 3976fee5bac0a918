package vn.loa.channel.smpp;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import vn.loa.channel.Receipt;
import vn.loa.channel.ReferenceCodec;
import vn.loa.sms.Coding;

/**
 * How one SMSC writes what it brings, of its {@link SmppProfile}. Immutable.
 *
 * @param references how answers and receipts write message ids
 * @param receiptStates what words beyond the standard ones mean; in any case. A standard word that
 *     stands here means what it means here
 * @param defaultAlphabet what data_coding 0 means
 * @param receiptsByText whether a plain message whose text has {@code id:} and {@code stat:} is a
 *     receipt, for an SMSC that leaves esm_class at 0. A citizen may then write one too
 */
record DeskRules(
    ReferenceCodec references,
    Map<String, Receipt.Kind> receiptStates,
    Coding defaultAlphabet,
    boolean receiptsByText) {

  private static final Set<Receipt.Kind> ENDS =
      EnumSet.of(Receipt.Kind.DELIVERED, Receipt.Kind.UNDELIVERED, Receipt.Kind.EXPIRED);

  /**
   * @throws IllegalArgumentException if a state has no word, or means an end that no SMS has
   */
  DeskRules {
    receiptStates = Map.copyOf(receiptStates);
    receiptStates.forEach(DeskRules::check);
  }

  private static void check(String word, Receipt.Kind kind) {
    if (word.isBlank() || !ENDS.contains(kind)) {
      throw new IllegalArgumentException(
          "a receipt's state is a word for one of %s, not \"%s\" for %s"
              .formatted(ENDS, word, kind));
    }
  }

  static DeskRules of(SmppProfile profile) {
    return new DeskRules(
        profile.references(),
        profile.receiptStates(),
        profile.standardCoding(),
        profile.receiptsByText());
  }
}
