package vn.loa.sms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What octets were read as. Immutable.
 *
 * @param text with U+FFFD for each octet that has no character
 * @param coding what it was read in
 * @param joining the part's place in a longer text, or null if it says of none
 * @param faults how many octets could not be read as they are
 * @param faultsAt where the first of them stood in the user data, at most {@value #PLACES_KEPT}
 */
public record DecodedText(
    String text, Coding coding, @Nullable Joining joining, int faults, List<Integer> faultsAt) {

  /** Places of faults that are kept; the others are only counted. */
  public static final int PLACES_KEPT = 16;

  public DecodedText {
    faultsAt = List.copyOf(faultsAt);
  }

  /**
   * What a header says of the part it stands before (3GPP TS 23.040 §9.2.3.24.1 and 24.8).
   *
   * @param reference the same in all parts of a text from one sender
   * @param referenceBits 8 or 16; a reference of the one kind never means one of the other
   * @param total parts, 1 to 255
   * @param number of this part, 1 to total
   */
  public record Joining(int reference, int referenceBits, int total, int number) {}

  /** Neither text nor places, for they may tell what a citizen wrote: coding and counts. */
  @Override
  public String toString() {
    return text.length() + " characters as " + coding + ", " + faults + " faults";
  }
}
