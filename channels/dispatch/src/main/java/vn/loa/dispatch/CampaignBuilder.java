package vn.loa.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Audience;
import vn.loa.channel.EmergencyOrder;
import vn.loa.channel.Message;

/** A campaign before it starts. Not safe for use by several threads. */
public final class CampaignBuilder {

  private final Dispatcher dispatcher;
  final Message message;
  final Audience audience;
  @Nullable String key;
  List<String> channels = List.of();
  int weight = 10;
  Instant notBefore = Instant.EPOCH;
  @Nullable EmergencyOrder order;

  CampaignBuilder(Dispatcher dispatcher, Message message, Audience audience) {
    this.dispatcher = dispatcher;
    this.message = message;
    this.audience = audience;
  }

  /**
   * Names the campaign for good, so that starting it again, also after a restart, starts nothing
   * twice. Default: a random one.
   *
   * @param key {@code [A-Za-z0-9._-]{1,64}}
   */
  public CampaignBuilder key(String key) {
    this.key = key;
    return this;
  }

  /**
   * Which channel carries it, and which take over in turn what the one before refuses, or cannot
   * take for longer than {@link Dispatcher.Builder#fallbackAfter}. Never what is in doubt. Default:
   * the only channel.
   *
   * @param fallback up to three more
   */
  public CampaignBuilder on(String first, String... fallback) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(fallback));
    this.channels = List.copyOf(all);
    return this;
  }

  /** Its share among the campaigns of its lane, 1 to 100. Default 10. */
  public CampaignBuilder weight(int weight) {
    this.weight = weight;
    return this;
  }

  /** Nothing is sent earlier. Default: at once. */
  public CampaignBuilder notBefore(Instant instant) {
    this.notBefore = instant;
    return this;
  }

  /** What lets an emergency pass the sending rules; it is kept with the campaign. */
  public CampaignBuilder order(EmergencyOrder order) {
    this.order = order;
    return this;
  }

  /**
   * Starts it; returns when every recipient is durable, without waiting for the wire.
   *
   * @return the campaign that has this key, if it was started before
   * @throws IllegalArgumentException if there is no such channel, or the key stands for something
   *     else already
   * @throws IllegalStateException if no channel was named and there are several, or the dispatcher
   *     is closed
   * @throws vn.loa.dispatch.store.StoreException if the store is full or broken; start it again
   *     with the same key, and nobody gets it twice
   */
  public Campaign start() {
    return dispatcher.start(this);
  }
}
