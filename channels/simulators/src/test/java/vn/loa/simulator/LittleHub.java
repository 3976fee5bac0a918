package vn.loa.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Publishes by hand, and hears all that devices say. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on the wire shows in what is not heard
final class LittleHub implements AutoCloseable {

  private static final int LOOK_MS = 50;
  private static final int MOST_LOOKS = 400;

  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("little-hub", true));
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch listening = new CountDownLatch(1);
  private final String prefix;
  private final Channel channel;

  private record Heard(String topic, String payload) {

    private JsonNode json() {
      try {
        return Told.JSON.readTree(payload);
      } catch (JsonProcessingException malformed) {
        throw new IllegalStateException(malformed);
      }
    }
  }

  LittleHub(int port, String prefix) throws InterruptedException {
    this.prefix = prefix;
    channel = listen(port);
  }

  /** Moquette hangs up now and then on a SUBSCRIBE that follows its CONNACK closely. */
  private Channel listen(int port) throws InterruptedException {
    for (int looks = 0; looks < MOST_LOOKS; ) {
      Channel attempt = connect(port);
      for (; attempt.isActive() && looks < MOST_LOOKS; looks++) {
        if (listening.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
          return attempt;
        }
      }
      attempt.close();
    }
    throw new IllegalStateException("the broker at port " + port + " did not answer");
  }

  private Channel connect(int port) throws InterruptedException {
    return new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(MqttEncoder.INSTANCE, new MqttDecoder(1 << 20), new Ear());
              }
            })
        .connect(InetAddress.getLoopbackAddress(), port)
        .sync()
        .channel();
  }

  void publish(String topic, byte[] payload, boolean retained) {
    channel
        .writeAndFlush(
            MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.AT_MOST_ONCE)
                .retained(retained)
                .payload(Unpooled.wrappedBuffer(payload))
                .build())
        .syncUninterruptibly();
  }

  /** Tells a device the time, in answer to its last birth. */
  void answer(String device) {
    long session = Objects.requireNonNull(sessions().get(device));
    Told ping = Told.control("ping", "ping-" + session, Instant.now()).session(session);
    publish(prefix + "/d/" + device + "/cmd", ping.bytes(), false);
  }

  long count(String topicEnd, String part) {
    return heard.stream()
        .filter(it -> it.topic().endsWith(topicEnd) && it.payload().contains(part))
        .count();
  }

  /** How many devices said this of their presence. */
  long devices(String part) {
    return heard.stream()
        .filter(it -> it.topic().endsWith("/state") && it.payload().contains(part))
        .map(Heard::topic)
        .distinct()
        .count();
  }

  /** Of the last birth of each device. */
  Map<String, Long> sessions() {
    Map<String, Long> sessions = new HashMap<>();
    for (Heard each : heard) {
      JsonNode said = each.json();
      if (said.path("online").asBoolean()) {
        sessions.put(said.path("device").asText(), said.path("session").asLong());
      }
    }
    return sessions;
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final class Ear extends SimpleChannelInboundHandler<MqttMessage> {

    @Override
    public void channelActive(ChannelHandlerContext context) {
      context.writeAndFlush(
          MqttMessageBuilders.connect().clientId("hub").cleanSession(true).keepAlive(0).build());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage packet) {
      MqttMessageType type = packet.fixedHeader().messageType();
      if (type == MqttMessageType.CONNACK) {
        // Not at once: Moquette 0.17 may take it for a SUBSCRIBE on a closed connection.
        context.executor().schedule(() -> subscribe(context), 100, TimeUnit.MILLISECONDS);
      } else if (type == MqttMessageType.SUBACK) {
        listening.countDown();
      } else if (type == MqttMessageType.PUBLISH) {
        MqttPublishMessage said = (MqttPublishMessage) packet;
        String payload = said.payload().toString(StandardCharsets.UTF_8);
        heard.add(new Heard(said.variableHeader().topicName(), payload));
      }
    }

    private void subscribe(ChannelHandlerContext context) {
      context.writeAndFlush(
          MqttMessageBuilders.subscribe()
              .messageId(1)
              .addSubscription(MqttQoS.AT_MOST_ONCE, prefix + "/d/+/+")
              .build());
    }
  }
}
