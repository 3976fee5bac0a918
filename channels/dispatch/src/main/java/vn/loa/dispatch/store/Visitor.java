package vn.loa.dispatch.store;

/** Is shown what a {@link Query} asks for. What it throws ends the scan and goes to its caller. */
public interface Visitor {

  void campaign(CampaignStand stand);

  /** A delivery of the campaign shown last. */
  default void delivery(DeliveryRow row) {}

  /** After all campaigns, for each channel that has some: receipts that wait for a reference. */
  default void waitingReceipts(String channel, long receipts) {}
}
