package vn.loa.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vn.loa.channel.Time;

/** One loudspeaker on its connection. Lives on the fleet's thread; no other touches it. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on the wire closes it
final class Speaker extends SimpleChannelInboundHandler<MqttMessage> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LAST_PACKET_ID = 0xffff;

  private final String id;
  private final Habits habits;
  private final Time time;
  private final Consumer<SpeakerSimulator.Announcement> loud;
  private final Runnable online;
  private final Runnable turnedAway;
  private final Set<String> taken = new HashSet<>();
  private boolean subscribed;
  private int packetId;
  private long seq;

  /**
   * @param loud hears what is said aloud
   * @param online run once, when the broker has confirmed the subscription
   * @param turnedAway run instead when the broker hangs up before that
   */
  Speaker(
      String id,
      Habits habits,
      Time time,
      Consumer<SpeakerSimulator.Announcement> loud,
      Runnable online,
      Runnable turnedAway) {
    this.id = id;
    this.habits = habits;
    this.time = time;
    this.loud = loud;
    this.online = online;
    this.turnedAway = turnedAway;
  }

  @Override
  public void channelActive(ChannelHandlerContext wire) {
    wire.writeAndFlush(
        MqttMessageBuilders.connect()
            .clientId(id)
            .cleanSession(true)
            .keepAlive(0)
            .willFlag(true)
            .willQoS(MqttQoS.AT_LEAST_ONCE)
            .willRetain(true)
            .willTopic(habits.topic(id, "state"))
            .willMessage(presence(false))
            .build());
  }

  @Override
  public void channelInactive(ChannelHandlerContext wire) {
    if (!subscribed) {
      turnedAway.run();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext wire, MqttMessage packet) {
    if (packet.decoderResult().isFailure()) {
      wire.close();
      return;
    }
    switch (packet.fixedHeader().messageType()) {
      case CONNACK -> welcomed(wire, (MqttConnAckMessage) packet);
      case SUBACK -> subscribed(wire);
      case PUBLISH -> commanded(wire, (MqttPublishMessage) packet);
      default -> {
        // A PUBACK for a report needs no answer.
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext wire, Throwable cause) {
    wire.close();
  }

  private void welcomed(ChannelHandlerContext wire, MqttConnAckMessage packet) {
    if (packet.variableHeader().connectReturnCode() != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
      wire.close();
      return;
    }
    wire.writeAndFlush(
        MqttMessageBuilders.subscribe()
            .messageId(nextPacketId())
            .addSubscription(MqttQoS.AT_LEAST_ONCE, habits.topic(id, "cmd"))
            .build());
  }

  private void subscribed(ChannelHandlerContext wire) {
    subscribed = true;
    publish(wire, "state", presence(true), true);
    online.run();
  }

  private void commanded(ChannelHandlerContext wire, MqttPublishMessage packet) {
    if (packet.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
      wire.writeAndFlush(pubAck(packet.variableHeader().packetId()));
    }
    if (habits.silent(id)) {
      return;
    }
    Command.read(packet.payload().toString(StandardCharsets.UTF_8))
        .filter(command -> taken.add(command.id()))
        .ifPresent(command -> obey(wire, command));
  }

  private void obey(ChannelHandlerContext wire, Command command) {
    if (command.expired(time.instant())) {
      report(wire, command, "expired");
      return;
    }
    report(wire, command, "received");
    if (habits.broken(id)) {
      report(wire, state(command, "failed").put("reason", "AMPLIFIER_FAULT"));
      return;
    }
    report(wire, command, "playing");
    if (habits.realTime()) {
      wire.executor()
          .schedule(() -> played(wire, command), sounding(command).toNanos(), TimeUnit.NANOSECONDS);
    } else {
      played(wire, command);
    }
  }

  private void played(ChannelHandlerContext wire, Command command) {
    int volume = habits.muted(id) ? 0 : command.volume();
    if (volume > 0) {
      loud.accept(new SpeakerSimulator.Announcement(command.id(), command.text()));
    }
    report(
        wire,
        state(command, "played")
            .put("playedMs", sounding(command).toMillis())
            .put("ofMs", command.length().toMillis())
            .put("loop", command.repeats())
            .put("volume", volume));
  }

  private Duration sounding(Command command) {
    return habits.stopsEarly(id) ? command.length().dividedBy(2) : command.length();
  }

  private void report(ChannelHandlerContext wire, Command command, String state) {
    report(wire, state(command, state));
  }

  private void report(ChannelHandlerContext wire, ObjectNode report) {
    byte[] json = bytes(report);
    publish(wire, "ack", json, false);
    if (habits.stutters(id)) {
      publish(wire, "ack", json, false);
    }
  }

  private ObjectNode state(Command command, String state) {
    seq++;
    return JSON.createObjectNode()
        .put("v", 1)
        .put("id", id + "-" + seq)
        .put("msg", command.id())
        .put("device", id)
        .put("seq", seq)
        .put("state", state)
        .put("at", time.instant().toString());
  }

  private byte[] presence(boolean online) {
    return bytes(JSON.createObjectNode().put("v", 1).put("device", id).put("online", online));
  }

  private void publish(ChannelHandlerContext wire, String leaf, byte[] payload, boolean retained) {
    wire.writeAndFlush(
        MqttMessageBuilders.publish()
            .topicName(habits.topic(id, leaf))
            .qos(MqttQoS.AT_LEAST_ONCE)
            .messageId(nextPacketId())
            .retained(retained)
            .payload(Unpooled.wrappedBuffer(payload))
            .build());
  }

  private int nextPacketId() {
    packetId = packetId % LAST_PACKET_ID + 1;
    return packetId;
  }

  private static MqttPubAckMessage pubAck(int packetId) {
    return new MqttPubAckMessage(
        new MqttFixedHeader(MqttMessageType.PUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
        MqttMessageIdVariableHeader.from(packetId));
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("a tree is always JSON", impossible);
    }
  }
}
