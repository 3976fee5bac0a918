package vn.loa.dispatch.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.EmergencyOrder;
import vn.loa.channel.Message;
import vn.loa.channel.Urgency;

/**
 * A campaign as it was started.
 *
 * @param key {@code [A-Za-z0-9._-]{1,64}}; names it for good
 * @param channels the first that carries it, then those it falls back to; 1 to 4
 * @param audience its name, for logs and reports
 * @param urgency the lane it starts in
 * @param weight its share among the campaigns of its lane, 1 to 100
 * @param notBefore nothing is sent earlier
 * @param order what lets an emergency pass, or null
 * @param acceptedAt when it was first asked for; not compared when a call is repeated
 */
public record CampaignRecord(
    String key,
    Message message,
    List<String> channels,
    String audience,
    Urgency urgency,
    int weight,
    Instant notBefore,
    @Nullable EmergencyOrder order,
    Instant acceptedAt) {

  /** Most channels of a campaign. */
  public static final int MOST_CHANNELS = 4;

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public CampaignRecord {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "the key of a campaign is 1 to 64 of A-Z a-z 0-9 . _ - but was \"" + key + "\"");
    }
    Objects.requireNonNull(message, "message");
    channels = List.copyOf(channels);
    if (channels.isEmpty()
        || channels.size() > MOST_CHANNELS
        || channels.stream().distinct().count() < channels.size()) {
      throw new IllegalArgumentException(
          "campaign " + key + " needs 1 to 4 different channels but has " + channels);
    }
    if (weight < 1 || weight > 100) {
      throw new IllegalArgumentException(
          "the weight of campaign " + key + " must be 1 to 100 but was " + weight);
    }
  }
}
