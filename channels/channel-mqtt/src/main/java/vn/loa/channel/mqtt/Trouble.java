package vn.loa.channel.mqtt;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Reason;

/**
 * Why there is no broker.
 *
 * @param sentence names the channel, the place, the reason and the mend; no password
 * @param cause in Paho's words; null if there is nobody to blame
 */
record Trouble(String sentence, @Nullable Throwable cause) {

  static Trouble of(SpeakerSettings settings, MqttException failed) {
    String sentence =
        "%s: no MQTT broker at %s:%d: %s"
            .formatted(settings.name(), settings.host(), settings.port(), why(settings, failed));
    return new Trouble(sentence, failed);
  }

  static Trouble interrupted(SpeakerSettings settings, InterruptedException cause) {
    return new Trouble(settings + ": interrupted while connecting", cause);
  }

  static Trouble closed(SpeakerSettings settings) {
    return new Trouble(settings + ": closed before it was open", null);
  }

  Reason reason() {
    return new Reason("NO_BROKER", sentence);
  }

  private static String why(SpeakerSettings settings, MqttException failed) {
    String user = settings.user().map(name -> "user \"" + name + "\"").orElse("no user");
    return switch (failed.getReasonCode()) {
      case MqttException.REASON_CODE_FAILED_AUTHENTICATION,
          MqttException.REASON_CODE_NOT_AUTHORIZED ->
          "it lets %s not in; check user and password".formatted(user);
      case MqttException.REASON_CODE_INVALID_CLIENT_ID ->
          "it refuses the client id \"%s\"; choose another".formatted(settings.clientId());
      case MqttException.REASON_CODE_SUBSCRIBE_FAILED ->
          "it lets %s not read %s/d/+/ack; allow that topic".formatted(user, settings.prefix());
      case MqttException.REASON_CODE_CLIENT_TIMEOUT ->
          "no answer within %d ms; is it the broker's port?"
              .formatted(settings.answerWithin().toMillis());
      default -> network(failed);
    };
  }

  private static String network(MqttException failed) {
    Throwable cause = failed.getCause();
    if (cause instanceof UnknownHostException) {
      return "no such host; correct its name";
    }
    if (cause instanceof ConnectException
        || cause instanceof NoRouteToHostException
        || cause instanceof SocketTimeoutException) {
      return "%s; start it, or correct host and port".formatted(text(cause));
    }
    return "the connection broke (%s); is it the broker's port, and is the client id free?"
        .formatted(text(cause == null ? failed : cause));
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}
