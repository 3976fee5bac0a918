package vn.loa.channel;

/** What a channel's other end makes of the same message for the same recipient, submitted twice. */
public enum Idempotency {
  /** Once is what happens anyway: the same item of a feed is the same item. */
  NATIVE,
  /** A key travels with it, and the other end acts on a key once. */
  KEYED,
  /** The citizen gets it twice. What is in doubt is not simply sent again. */
  NONE
}
