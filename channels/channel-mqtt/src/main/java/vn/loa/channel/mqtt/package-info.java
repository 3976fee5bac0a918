/**
 * Loudspeakers, boards and screens over MQTT 3.1.1. Start at {@link SpeakerChannel}; what a
 * deployment sets is in {@link SpeakerSettings}, how an announcement is played in {@link Playback},
 * when it recurs in {@link Programme}, where devices stand in {@link Areas}. Who has heard it is a
 * {@link WardBoard}, over many days a {@link WardReport}.
 *
 * <pre>
 *   deliveries ──► gathered ──► one command to an area   ──► broker ──► devices
 *       ▲          a moment      or to single devices          │           │
 *       │                                                      │           │
 *       ├──── Sent ◄───────────────────── PUBACK ◄─────────────┘           │
 *       ├──── receipt ◄────────────────── reports, held against evidence ◄─┤
 *       └──── again, what is valid ◄───── births; silence ◄────────────────┘
 * </pre>
 *
 * <p>What a device does is one page, {@code PROTOCOL.md} beside this module's pom; what each member
 * means is in {@code speaker-v1.schema.json} in this package. In code, topics and payloads are a
 * {@link SpeakerLayout}: Loa's own, or that of devices that are there already.
 */
@NullMarked
package vn.loa.channel.mqtt;

import org.jspecify.annotations.NullMarked;
