package vn.loa.sms;

import org.jspecify.annotations.Nullable;

/**
 * The user data header in front of a text (3GPP TS 23.040 §9.2.3.24), as far as it matters to who
 * reads the text. Elements that are unknown are skipped; those that are broken are skipped and
 * reported; of repeated ones the last counts.
 */
final class UserDataHeader {

  private static final int CONCATENATED_8 = 0x00;
  private static final int CONCATENATED_16 = 0x08;
  private static final int SINGLE_SHIFT = 0x24;
  private static final int LOCKING_SHIFT = 0x25;

  private int end;
  private String basic = Gsm7.BASIC;
  private String extension = Gsm7.EXTENSION;
  private DecodedText.@Nullable Joining joining;

  private UserDataHeader() {}

  static UserDataHeader none() {
    return new UserDataHeader();
  }

  /**
   * A header whose length goes beyond the octets is none: then the length is reported, and stands
   * with all the rest for text.
   */
  static UserDataHeader read(byte[] userData, Faults faults) {
    UserDataHeader header = new UserDataHeader();
    int end = userData.length == 0 ? Integer.MAX_VALUE : 1 + (userData[0] & 0xFF);
    if (end > userData.length) {
      faults.at(0);
      return header;
    }
    header.end = end;
    header.readElements(userData, faults);
    return header;
  }

  private void readElements(byte[] octets, Faults faults) {
    for (int at = 1; at < end; ) {
      int next = at + 2 <= end ? at + 2 + (octets[at + 1] & 0xFF) : Integer.MAX_VALUE;
      if (next > end) {
        faults.at(at);
        return;
      }
      if (!isUnderstood(octets, at, next - at - 2)) {
        faults.at(at);
      }
      at = next;
    }
  }

  private boolean isUnderstood(byte[] octets, int at, int length) {
    int value = at + 2;
    return switch (octets[at] & 0xFF) {
      case CONCATENATED_8 -> length == 3 && joins(octets[value] & 0xFF, 8, octets, value + 1);
      case CONCATENATED_16 ->
          length == 4
              && joins(
                  (octets[value] & 0xFF) << 8 | (octets[value + 1] & 0xFF), 16, octets, value + 2);
      case SINGLE_SHIFT -> length == 1 && shiftsSingle(NationalLanguage.of(octets[value]));
      case LOCKING_SHIFT -> length == 1 && shiftsLocking(NationalLanguage.of(octets[value]));
      default -> true;
    };
  }

  private boolean joins(int reference, int bits, byte[] octets, int at) {
    int total = octets[at] & 0xFF;
    int number = octets[at + 1] & 0xFF;
    if (number == 0 || number > total) {
      return false;
    }
    joining = new DecodedText.Joining(reference, bits, total, number);
    return true;
  }

  private boolean shiftsSingle(@Nullable NationalLanguage language) {
    extension = language == null ? extension : language.singleShift();
    return language != null;
  }

  private boolean shiftsLocking(@Nullable NationalLanguage language) {
    String table = language == null ? null : language.lockingShift();
    basic = table == null ? basic : table;
    return table != null;
  }

  /** Where the text begins. */
  int end() {
    return end;
  }

  String basic() {
    return basic;
  }

  String extension() {
    return extension;
  }

  DecodedText.@Nullable Joining joining() {
    return joining;
  }
}
