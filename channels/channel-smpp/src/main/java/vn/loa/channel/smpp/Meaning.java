package vn.loa.channel.smpp;

/** What an operator means by a command_status of its own. */
public enum Meaning {
  /** This message will not be taken, now or later. */
  REFUSED,
  /** The same may be taken later. */
  TEMPORARY,
  /** More was sent than the account may: the same may be taken later, and all should go slower. */
  THROTTLED,
  /** The SMSC's queue is full: as {@link #THROTTLED}. */
  QUEUE_FULL,
  /** The account is blocked, unpaid or the like: nothing will be taken until a person has acted. */
  ACCOUNT
}
