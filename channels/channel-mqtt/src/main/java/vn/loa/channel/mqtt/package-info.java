/**
 * Loudspeakers and boards over MQTT 3.1.1. Start at {@link SpeakerChannel}; what a deployment sets
 * is in {@link SpeakerSettings}.
 */
@NullMarked
package vn.loa.channel.mqtt;

import org.jspecify.annotations.NullMarked;
