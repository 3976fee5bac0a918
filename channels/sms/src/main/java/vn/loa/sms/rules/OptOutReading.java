package vn.loa.sms.rules;

/**
 * What a citizen's answer was understood as.
 *
 * @param keyword the one found, as configured: {@code "HUY DNC"}; empty when there is none
 */
public record OptOutReading(Meaning meaning, String keyword) {

  /** What follows from an answer. */
  public enum Meaning {
    /** No more messages. */
    OPT_OUT,
    /** Messages again. */
    OPT_IN,
    /** About advertising by call ({@code DK DNC V}); messages go on as before. */
    CALLS_ONLY,
    /** A keyword among other words ({@code "toi khong TC dau"}): a person has to read it. */
    UNCLEAR,
    /** No keyword: an answer, a question, anything. */
    OTHER
  }

  static final OptOutReading OTHER = new OptOutReading(Meaning.OTHER, "");
}
