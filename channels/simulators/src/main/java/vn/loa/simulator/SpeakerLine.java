package vn.loa.simulator;

import io.netty.buffer.ByteBufUtil;
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
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one device (MQTT 3.1.1), with clean session. Lives on the fleet's thread; no
 * other touches it. What it writes goes out at the end of a read loop, or with {@link #flush}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on the wire closes it
final class SpeakerLine extends SimpleChannelInboundHandler<MqttMessage>
    implements SpeakerDevice.Wire {

  static final int KEEP_ALIVE_SECONDS = 60;

  private static final int LAST_PACKET_ID = 0xffff;
  private static final int REFUSED = 0x80;

  private final SpeakerDevice device;
  private final Owner owner;
  private @Nullable ChannelHandlerContext wire;
  private boolean open;
  private int packetId;

  /** Told how the connection fares. */
  interface Owner {

    /** The broker has confirmed the subscriptions; the device has said that it is there. */
    void online(SpeakerLine line);

    /** The device was given something. */
    void told(SpeakerLine line);

    /** The connection is gone, or never came to be. */
    void gone(SpeakerLine line);
  }

  SpeakerLine(SpeakerDevice device, Owner owner) {
    this.device = device;
    this.owner = owner;
  }

  boolean isOpen() {
    return open;
  }

  void close() {
    ChannelHandlerContext to = wire;
    if (to != null) {
      to.close();
    }
  }

  void flush() {
    ChannelHandlerContext to = wire;
    if (to != null) {
      to.flush();
    }
  }

  @Override
  public void publish(String topic, byte[] payload, boolean retain, int qos) {
    ChannelHandlerContext to = wire;
    if (to != null) {
      to.write(
          MqttMessageBuilders.publish()
              .topicName(topic)
              .qos(MqttQoS.valueOf(qos))
              .messageId(nextPacketId())
              .retained(retain)
              .payload(Unpooled.wrappedBuffer(payload))
              .build());
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    wire = context;
    context.writeAndFlush(
        MqttMessageBuilders.connect()
            .clientId(device.id())
            .cleanSession(true)
            .keepAlive(KEEP_ALIVE_SECONDS)
            .willFlag(true)
            .willQoS(MqttQoS.AT_LEAST_ONCE)
            .willRetain(true)
            .willTopic(device.willTopic())
            .willMessage(device.will())
            .build());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    boolean wasOpen = open;
    open = false;
    if (wasOpen) {
      device.lost();
    }
    owner.gone(this);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, MqttMessage packet) {
    if (packet.decoderResult().isFailure()) {
      context.close();
      return;
    }
    switch (packet.fixedHeader().messageType()) {
      case CONNACK -> welcomed(context, (MqttConnAckMessage) packet);
      case SUBACK -> subscribed(context, (MqttSubAckMessage) packet);
      case PUBLISH -> told(context, (MqttPublishMessage) packet);
      default -> {
        // A PUBACK for a report, or a PINGRESP, needs no answer.
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  /** MQTT 3.1.1 section 3.1.2.10: a client that is quiet pings; one that hears nothing hangs up. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (!(event instanceof IdleStateEvent idle)) {
      return;
    }
    if (idle.state() == IdleState.READER_IDLE) {
      context.close();
    } else {
      context.writeAndFlush(MqttMessage.PINGREQ);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  private void welcomed(ChannelHandlerContext context, MqttConnAckMessage packet) {
    if (packet.variableHeader().connectReturnCode() != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
      context.close();
      return;
    }
    MqttMessageBuilders.SubscribeBuilder subscribe =
        MqttMessageBuilders.subscribe().messageId(nextPacketId());
    device
        .subscriptions()
        .forEach(topic -> subscribe.addSubscription(MqttQoS.AT_LEAST_ONCE, topic));
    context.write(subscribe.build());
  }

  private void subscribed(ChannelHandlerContext context, MqttSubAckMessage packet) {
    if (packet.payload().grantedQoSLevels().contains(REFUSED)) {
      context.close();
      return;
    }
    open = true;
    device.online(this);
    owner.online(this);
  }

  /** Obeyed first: an acknowledged command that a power cut takes away would never come again. */
  private void told(ChannelHandlerContext context, MqttPublishMessage packet) {
    device.arrived(
        packet.variableHeader().topicName(),
        ByteBufUtil.getBytes(packet.payload()),
        packet.fixedHeader().isRetain());
    if (packet.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
      context.write(pubAck(packet.variableHeader().packetId()));
    }
    owner.told(this);
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
}
