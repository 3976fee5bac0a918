package vn.loa.channel.mqtt;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One device as it stood when asked.
 *
 * @param since when it came or went; null if it never said
 * @param session counts its connections; 0 if it never said
 * @param areas codes of the areas whose commands it takes, the largest first
 * @param volume per cent; 0 if not known
 * @param lastHeard when it last said anything; null if never
 */
public record DeviceStand(
    String id,
    Presence presence,
    @Nullable Instant since,
    long session,
    List<String> areas,
    boolean clockSynced,
    int volume,
    Set<String> capabilities,
    String firmware,
    @Nullable Instant lastHeard) {

  public DeviceStand {
    areas = List.copyOf(areas);
    capabilities = Set.copyOf(capabilities);
  }
}
