package vn.loa.channel;

/** The three bulletin classes of Circular 39/2020/TT-BTTTT; also the lanes of a dispatcher. */
public enum Urgency {
  /** Thông thường: in its turn. */
  ROUTINE,
  /** Ưu tiên: ahead of what is routine. */
  PRIORITY,
  /** Khẩn cấp: at once, ahead of everything. */
  EMERGENCY
}
