package vn.loa.channel;

import java.math.BigInteger;

/**
 * How one operator writes the references of deliveries, in answers and in receipts. SMPP 3.4
 * §5.2.23 leaves that to the operator, and some answer in hexadecimal and write decimal into their
 * receipts, or drop or add leading zeros.
 *
 * <p>A reference that is a number of at most 63 bits is kept as one; any other as text. Both sides
 * of one codec lead to the same number, or to the same text, when they mean the same reference: so
 * {@link Form#EXACT} beside another form is read in that form, what does not fit its side's form is
 * read in the other's, and a longer number becomes the text of its decimal digits. No text is ever
 * taken for a number, nor a number for a text. Immutable.
 */
public final class ReferenceCodec {

  /** What {@link #answer} and {@link #receipt} give where the reference is text. */
  public static final long NO_NUMBER = -1;

  private static final int MOST_EXACT_DIGITS = 18;
  private static final ReferenceCodec EXACT = new ReferenceCodec(Form.EXACT, Form.EXACT);

  private final Form answers;
  private final Form receipts;

  /** How references are written. */
  public enum Form {
    /** To the letter: {@code 007} is not {@code 7}. */
    EXACT(0),
    /** A decimal number; leading zeros do not matter. */
    DECIMAL(10),
    /** A hexadecimal number; leading zeros, case and a leading {@code 0x} do not matter. */
    HEXADECIMAL(16);

    private final int radix;

    /** The longest number that may be followed by another digit. */
    private final long most;

    Form(int radix) {
      this.radix = radix;
      this.most = radix == 0 ? 0 : Long.MAX_VALUE / radix;
    }
  }

  private ReferenceCodec(Form answers, Form receipts) {
    this.answers = answers;
    this.receipts = receipts;
  }

  /** Answers and receipts write them alike, to the letter. */
  public static ReferenceCodec exact() {
    return EXACT;
  }

  /** Both write decimal numbers, and may differ in leading zeros. */
  public static ReferenceCodec decimal() {
    return of(Form.DECIMAL, Form.DECIMAL);
  }

  /** Both write hexadecimal numbers, and may differ in leading zeros, case and {@code 0x}. */
  public static ReferenceCodec hexadecimal() {
    return of(Form.HEXADECIMAL, Form.HEXADECIMAL);
  }

  /**
   * Each in its own way: {@code of(HEXADECIMAL, DECIMAL)} for an operator that answers {@code 1A},
   * and reports on {@code 26}.
   */
  public static ReferenceCodec of(Form answers, Form receipts) {
    return new ReferenceCodec(
        answers == Form.EXACT ? receipts : answers, receipts == Form.EXACT ? answers : receipts);
  }

  /** The number that an answer's reference stands for; {@link #NO_NUMBER} if it is text. */
  public long answer(String reference) {
    return number(reference, formOf(reference, answers, receipts));
  }

  /** The text to keep where {@link #answer} has no number. */
  public String answerText(String reference) {
    return text(reference, formOf(reference, answers, receipts));
  }

  /** The number that a receipt's reference stands for; {@link #NO_NUMBER} if it is text. */
  public long receipt(String reference) {
    return number(reference, formOf(reference, receipts, answers));
  }

  /** The text to look for where {@link #receipt} has no number. */
  public String receiptText(String reference) {
    return text(reference, formOf(reference, receipts, answers));
  }

  /** What an answer's reference is written as, whatever the form: that of its receipts too. */
  public String canonicalAnswer(String reference) {
    if (answers == Form.EXACT) {
      return reference;
    }
    long number = answer(reference);
    return number == NO_NUMBER ? answerText(reference) : Long.toString(number);
  }

  /** As {@link #canonicalAnswer}, of a receipt's reference. */
  public String canonicalReceipt(String reference) {
    if (receipts == Form.EXACT) {
      return reference;
    }
    long number = receipt(reference);
    return number == NO_NUMBER ? receiptText(reference) : Long.toString(number);
  }

  /** The first of two forms that a reference fits; exact when it fits neither. */
  private static Form formOf(String reference, Form first, Form second) {
    if (fits(reference, first)) {
      return first;
    }
    return fits(reference, second) ? second : Form.EXACT;
  }

  private static boolean fits(String reference, Form form) {
    int from = digitsFrom(reference, form);
    for (int i = from; i < reference.length(); i++) {
      if (digit(reference.charAt(i)) >= form.radix) {
        return false;
      }
    }
    return from < reference.length();
  }

  private long number(String reference, Form form) {
    boolean plain = answers == Form.EXACT;
    if (form == Form.EXACT && !(plain && isCanonical(reference))) {
      return NO_NUMBER;
    }
    Form digits = plain ? Form.DECIMAL : form;
    long number = 0;
    for (int i = digitsFrom(reference, form); i < reference.length(); i++) {
      if (number > digits.most) {
        return NO_NUMBER;
      }
      number = number * digits.radix + digit(reference.charAt(i));
      if (number < 0) {
        return NO_NUMBER;
      }
    }
    return number;
  }

  private static String text(String reference, Form form) {
    return form == Form.EXACT
        ? reference
        : new BigInteger(reference.substring(digitsFrom(reference, form)), form.radix).toString();
  }

  /** Whether the number says all: nothing else is written like it. */
  private static boolean isCanonical(String reference) {
    return reference.length() <= MOST_EXACT_DIGITS
        && fits(reference, Form.DECIMAL)
        && (reference.charAt(0) != '0' || reference.length() == 1);
  }

  private static int digitsFrom(String reference, Form form) {
    return form == Form.HEXADECIMAL && reference.regionMatches(true, 0, "0x", 0, 2) ? 2 : 0;
  }

  /** Of a hexadecimal digit in ASCII; of anything else more than any radix. */
  private static int digit(char letter) {
    if (letter >= '0' && letter <= '9') {
      return letter - '0';
    }
    char small = (char) (letter | 0x20);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : Integer.MAX_VALUE;
  }
}
