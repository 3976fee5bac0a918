package vn.loa.channel;

/** Hears what happened to deliveries later. Safe for use by several threads; never throws. */
@FunctionalInterface
public interface Receipts {

  void receive(Receipt receipt);
}
