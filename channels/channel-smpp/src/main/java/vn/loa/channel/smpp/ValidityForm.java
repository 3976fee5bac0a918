package vn.loa.channel.smpp;

/** How validity_period tells an SMSC until when a message may reach people (SMPP 3.4 §7.1.1). */
public enum ValidityForm {
  /** What is left, by which neither clock nor zone of the SMSC matters (§7.1.1.2). */
  RELATIVE,
  /** The instant, in UTC (§7.1.1.1). */
  ABSOLUTE,
  /** Not at all: the SMSC keeps a message as long as it keeps messages. */
  NONE
}
