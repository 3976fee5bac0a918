package vn.loa.channel.smpp;

/** What a bind says that it speaks (interface_version, SMPP 3.4 §5.2.4). */
public enum SmppVersion {
  V3_4,
  V5_0
}
