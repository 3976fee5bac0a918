package vn.loa.sms;

import java.nio.charset.StandardCharsets;

/**
 * Reads text from what an SMSC delivers: what citizens answer, and the texts of receipts. Octets
 * that mean nothing become U+FFFD and are reported; nothing that comes is an exception. Immutable.
 *
 * <p>What {@link SmsText} wrote is read back to the character. A surrogate that stands alone is
 * kept and no fault: the other half may be in the next part, if somebody else has cut the text.
 */
public final class SmsDecoder {

  private static final char REPLACEMENT = '\uFFFD';

  private final Coding standard;

  private SmsDecoder(Coding standard) {
    this.standard = standard;
  }

  /**
   * @param standard what this SMSC means by data_coding 0, its "default alphabet"; most mean {@link
   *     Coding#GSM7}, some {@link Coding#LATIN1}
   */
  public static SmsDecoder of(Coding standard) {
    return new SmsDecoder(standard);
  }

  /**
   * @param userData of short_message or message_payload; septets unpacked
   * @param dataCoding as in SMPP 3.4 §5.2.19, of which the low eight bits count: 0, 1, 3 and 8 and
   *     the GSM groups c0 to ff. All others are {@link Coding#BINARY}
   * @param hasHeader whether esm_class says UDHI
   */
  public DecodedText decode(byte[] userData, int dataCoding, boolean hasHeader) {
    Faults faults = new Faults();
    UserDataHeader header =
        hasHeader ? UserDataHeader.read(userData, faults) : UserDataHeader.none();
    Coding coding = coding(dataCoding & 0xFF);
    String text =
        switch (coding) {
          case GSM7 -> gsm7(userData, header, faults);
          case IA5 -> ia5(userData, header.end(), faults);
          case UCS2 -> ucs2(userData, header.end(), faults);
          case LATIN1, BINARY -> latin1(userData, header.end());
        };
    return new DecodedText(text, coding, header.joining(), faults.count(), faults.places());
  }

  private Coding coding(int dataCoding) {
    return switch (dataCoding) {
      case 0x00 -> standard;
      case 0x01 -> Coding.IA5;
      case 0x03 -> Coding.LATIN1;
      case 0x08 -> Coding.UCS2;
      default -> dataCoding < 0xC0 ? Coding.BINARY : gsmGroup(dataCoding);
    };
  }

  /** Message waiting, and message class (3GPP TS 23.038 §4). */
  private static Coding gsmGroup(int dataCoding) {
    return switch (dataCoding >> 4) {
      case 0xC, 0xD -> Coding.GSM7;
      case 0xE -> Coding.UCS2;
      default -> (dataCoding & 0x04) == 0 ? Coding.GSM7 : Coding.BINARY;
    };
  }

  private static String gsm7(byte[] octets, UserDataHeader header, Faults faults) {
    StringBuilder text = new StringBuilder(octets.length - header.end());
    for (int at = header.end(); at < octets.length; at++) {
      char character;
      if (octets[at] == Gsm7.ESCAPE && at + 1 < octets.length) {
        character = escaped(octets, ++at, header, faults);
      } else {
        character = basic(octets[at], header);
        if (character == Gsm7.VOID) {
          faults.at(at);
        }
      }
      text.append(character);
    }
    return text.toString();
  }

  private static char basic(byte octet, UserDataHeader header) {
    return octet < 0 ? REPLACEMENT : header.basic().charAt(octet);
  }

  /**
   * Behind an escape. A code without meaning there is shown as in the first table, and a second
   * escape as a space (23.038 §6.2.1.1); either is a fault, for it is not what was written.
   */
  private static char escaped(byte[] octets, int at, UserDataHeader header, Faults faults) {
    byte octet = octets[at];
    char character = octet < 0 ? REPLACEMENT : header.extension().charAt(octet);
    if (character != Gsm7.VOID) {
      return character;
    }
    faults.at(at);
    return octet == Gsm7.ESCAPE ? ' ' : basic(octet, header);
  }

  private static String ia5(byte[] octets, int from, Faults faults) {
    StringBuilder text = new StringBuilder(octets.length - from);
    for (int at = from; at < octets.length; at++) {
      if (octets[at] < 0) {
        faults.at(at);
      }
      text.append(octets[at] < 0 ? REPLACEMENT : (char) octets[at]);
    }
    return text.toString();
  }

  private static String ucs2(byte[] octets, int from, Faults faults) {
    StringBuilder text = new StringBuilder((octets.length - from + 1) / 2);
    int at = from;
    for (; at + 1 < octets.length; at += 2) {
      text.append((char) ((octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF)));
    }
    if (at < octets.length) {
      faults.at(at);
      text.append(REPLACEMENT);
    }
    return text.toString();
  }

  private static String latin1(byte[] octets, int from) {
    return new String(octets, from, octets.length - from, StandardCharsets.ISO_8859_1);
  }
}
