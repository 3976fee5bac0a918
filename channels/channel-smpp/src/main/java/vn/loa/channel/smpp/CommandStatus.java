package vn.loa.channel.smpp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;

/**
 * What an SMSC answers to submit_sm when it does not take the message (SMPP 3.4 §5.1.3; from 0x100
 * up SMPP 5.0 §4.7.6). A negative answer means that nothing went out; {@link Again} tells those
 * that a later attempt may overcome. A status that is not listed, as the operators' own of 0x400 to
 * 0x4FF, is a refusal.
 */
enum CommandStatus {
  ESME_RINVMSGLEN(0x01, Again.NO, "message length is invalid"),
  ESME_RINVCMDLEN(0x02, Again.NO, "command length is invalid"),
  ESME_RINVCMDID(0x03, Again.NO, "invalid command id"),
  ESME_RINVBNDSTS(0x04, Again.YES, "not bound for this command"),
  ESME_RALYBND(0x05, Again.NO, "already bound"),
  ESME_RINVPRTFLG(0x06, Again.NO, "invalid priority flag"),
  ESME_RINVREGDLVFLG(0x07, Again.NO, "invalid registered delivery flag"),
  ESME_RSYSERR(0x08, Again.YES, "system error of the SMSC"),
  ESME_RINVSRCADR(0x0A, Again.NO, "invalid source address"),
  ESME_RINVDSTADR(0x0B, Again.NO, "invalid destination address"),
  ESME_RINVMSGID(0x0C, Again.NO, "invalid message id"),
  ESME_RBINDFAIL(0x0D, Again.NO, "bind failed"),
  ESME_RINVPASWD(0x0E, Again.NO, "invalid password"),
  ESME_RINVSYSID(0x0F, Again.NO, "invalid system id"),
  ESME_RMSGQFUL(0x14, Again.YES, "message queue of the SMSC is full"),
  ESME_RINVSERTYP(0x15, Again.NO, "invalid service type"),
  ESME_RINVESMCLASS(0x43, Again.NO, "invalid esm_class"),
  ESME_RSUBMITFAIL(0x45, Again.NO, "submit_sm failed"),
  ESME_RINVSRCTON(0x48, Again.NO, "invalid type of the source number"),
  ESME_RINVSRCNPI(0x49, Again.NO, "invalid numbering plan of the source"),
  ESME_RINVDSTTON(0x50, Again.NO, "invalid type of the destination number"),
  ESME_RINVDSTNPI(0x51, Again.NO, "invalid numbering plan of the destination"),
  ESME_RINVSYSTYP(0x53, Again.NO, "invalid system type"),
  ESME_RTHROTTLED(0x58, Again.YES, "more was sent than the operator allows"),
  ESME_RINVSCHED(0x61, Again.NO, "invalid scheduled delivery time"),
  ESME_RINVEXPIRY(0x62, Again.NO, "invalid validity period"),
  ESME_RX_T_APPN(0x64, Again.YES, "temporary error"),
  ESME_RX_P_APPN(0x65, Again.NO, "permanent error"),
  ESME_RX_R_APPN(0x66, Again.NO, "rejected"),
  ESME_RINVTLVSTREAM(0xC0, Again.NO, "the optional parameters cannot be read"),
  ESME_RTLVNOTALLWD(0xC1, Again.NO, "an optional parameter is not allowed"),
  ESME_RINVTLVLEN(0xC2, Again.NO, "invalid length of an optional parameter"),
  ESME_RMISSINGTLV(0xC3, Again.NO, "an optional parameter is missing that the operator wants"),
  ESME_RINVTLVVAL(0xC4, Again.NO, "invalid value of an optional parameter"),
  ESME_RDELIVERYFAILURE(0xFE, Again.NO, "delivery failed"),
  ESME_RUNKNOWNERR(0xFF, Again.NO, "unknown error"),
  ESME_RSERTYPUNAUTH(0x100, Again.NO, "the account may not use this service type"),
  ESME_RPROHIBITED(0x101, Again.NO, "the account may not do this"),
  ESME_RSERTYPUNAVAIL(0x102, Again.YES, "the service type is out of order at the SMSC"),
  ESME_RSERTYPDENIED(0x103, Again.NO, "the service type does not allow this content"),
  ESME_RINVDCS(0x104, Again.NO, "invalid data coding");

  private static final int FIRST_OF_OPERATORS = 0x400;
  private static final int LAST_OF_OPERATORS = 0x4FF;

  private enum Again {
    YES,
    NO
  }

  private static final Map<Integer, CommandStatus> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(it -> it.code, Function.identity()));

  private final int code;
  private final Again again;
  private final String text;

  CommandStatus(int code, Again again, String text) {
    this.code = code;
    this.again = again;
    this.text = text;
  }

  static Outcome outcome(int code) {
    CommandStatus status = BY_CODE.get(code);
    return status != null && status.again == Again.YES
        ? new Outcome.Retry(reason(code))
        : new Outcome.Refused(reason(code));
  }

  /** The same where the operator has said what it means. */
  static Outcome outcome(int code, Meaning meaning) {
    return switch (meaning) {
      case REFUSED -> new Outcome.Refused(reason(code));
      case TEMPORARY -> new Outcome.Retry(reason(code));
      case THROTTLED -> new Outcome.Retry(means(ESME_RTHROTTLED, code));
      case QUEUE_FULL -> new Outcome.Retry(means(ESME_RMSGQFUL, code));
      case ACCOUNT ->
          new Outcome.Refused(
              new Reason(
                  ESME_RBINDFAIL.name(),
                  "the account is blocked, says " + nameOf(code) + " here; ask the operator"));
    };
  }

  private static Reason means(CommandStatus status, int code) {
    return new Reason(status.name(), status.text + ", says " + nameOf(code) + " here");
  }

  static Reason reason(int code) {
    CommandStatus status = BY_CODE.get(code);
    return status == null
        ? new Reason(number(code), stranger(code))
        : new Reason(status.name(), status.text);
  }

  /** The standard's name, or the number where it has none. */
  private static String nameOf(int code) {
    CommandStatus status = BY_CODE.get(code);
    return status == null ? number(code) : status.name();
  }

  private static String number(int code) {
    return String.format(Locale.ROOT, "0x%08X", code);
  }

  private static String stranger(int code) {
    return code >= FIRST_OF_OPERATORS && code <= LAST_OF_OPERATORS
        ? "the operator's own code; ask it, and tell the profile"
        : "a code that SMPP does not know; ask the operator, and tell the profile";
  }
}
