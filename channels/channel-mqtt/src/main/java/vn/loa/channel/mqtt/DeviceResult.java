package vn.loa.channel.mqtt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Reason;

/**
 * One announcement on one device, as it stood when asked.
 *
 * @param at when it came to that, by the clock of the device where it reported it; null where
 *     nothing happened yet
 * @param reason why, where the state needs one; else null
 * @param presenceSince since when the device is there or gone; null if it never said
 */
public record DeviceResult(
    Address.Device device,
    DeviceState state,
    @Nullable Instant at,
    @Nullable Reason reason,
    Presence presence,
    @Nullable Instant presenceSince) {}
