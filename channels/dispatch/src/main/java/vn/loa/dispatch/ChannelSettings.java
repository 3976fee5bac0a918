package vn.loa.dispatch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.ReferenceCodec;

/** How a dispatcher uses one channel. Immutable. */
public final class ChannelSettings {

  private static final ChannelSettings STANDARD = builder().build();

  private final @Nullable Account account;
  private final RetryRules retry;
  private final ReferenceCodec references;
  private final Duration answerWithin;

  private ChannelSettings(Builder from) {
    this.account = from.account;
    this.retry = from.retry;
    this.references = from.references;
    this.answerWithin = from.answerWithin;
  }

  /** The defaults. */
  public static ChannelSettings standard() {
    return STANDARD;
  }

  public static Builder builder() {
    return new Builder();
  }

  @Nullable Account account() {
    return account;
  }

  RetryRules retry() {
    return retry;
  }

  ReferenceCodec references() {
    return references;
  }

  Duration answerWithin() {
    return answerWithin;
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private @Nullable Account account;
    private RetryRules retry = RetryRules.standard();
    private ReferenceCodec references = ReferenceCodec.exact();
    private Duration answerWithin = Duration.ofMinutes(2);

    private Builder() {}

    /** What it may send per second, together with other channels. Default: as much as it takes. */
    public Builder account(Account account) {
      this.account = account;
      return this;
    }

    /** Default {@link RetryRules#standard()}. */
    public Builder retry(RetryRules rules) {
      this.retry = rules;
      return this;
    }

    /** Default {@link ReferenceCodec#exact()}. */
    public Builder references(ReferenceCodec codec) {
      this.references = codec;
      return this;
    }

    /**
     * How long the channel may owe an answer; then the delivery is in doubt and its place in the
     * window is free. Default 2 min; more than 0, and longer than the channel's own patience.
     */
    public Builder answerWithin(Duration patience) {
      this.answerWithin = Durations.positive("answerWithin", patience);
      return this;
    }

    public ChannelSettings build() {
      return new ChannelSettings(this);
    }
  }
}
