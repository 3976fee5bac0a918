package vn.loa.channel.mqtt;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Reason;
import vn.loa.channel.Tls;

/**
 * Why there is no broker.
 *
 * @param sentence names the channel, the place, the reason and the mend; no password
 * @param cause in Paho's words; null if there is nobody to blame
 */
record Trouble(String sentence, @Nullable Throwable cause) {

  static Trouble of(SpeakerSettings settings, MqttException failed) {
    if (failed.getCause() instanceof InterruptedException interrupted) {
      return interrupted(settings, interrupted);
    }
    Tls tls = settings.tls();
    String why =
        tls != null && failed.getCause() instanceof SSLException refused
            ? tls.explained(settings.host(), settings.port(), refused).getMessage()
            : "%s:%d: %s".formatted(settings.host(), settings.port(), why(settings, failed));
    return new Trouble("%s: no MQTT broker at %s".formatted(settings.name(), why), failed);
  }

  /** The broker lets us in, and refuses a subscription. */
  static Trouble unreadable(SpeakerSettings settings, String filter) {
    String sentence =
        "%s: no MQTT broker at %s:%d: it lets %s not read %s; allow that topic"
            .formatted(settings.name(), settings.host(), settings.port(), user(settings), filter);
    return new Trouble(sentence, null);
  }

  static Trouble interrupted(SpeakerSettings settings, InterruptedException cause) {
    return new Trouble(settings + ": interrupted while connecting", cause);
  }

  static Trouble closed(SpeakerSettings settings) {
    return new Trouble(settings + ": closed before it was open", null);
  }

  boolean isInterruption() {
    return cause instanceof InterruptedException;
  }

  Reason reason() {
    return new Reason("NO_BROKER", sentence);
  }

  private static String why(SpeakerSettings settings, MqttException failed) {
    String user = user(settings);
    return switch (failed.getReasonCode()) {
      case MqttException.REASON_CODE_FAILED_AUTHENTICATION,
          MqttException.REASON_CODE_NOT_AUTHORIZED ->
          "it lets %s not in; check user and password".formatted(user);
      case MqttException.REASON_CODE_INVALID_CLIENT_ID ->
          "it refuses the client id \"%s\"; choose another".formatted(settings.clientId());
      case MqttException.REASON_CODE_CLIENT_TIMEOUT ->
          "no answer within %d ms; is it the broker's port?"
              .formatted(settings.answerWithin().toMillis());
      default -> network(settings, failed);
    };
  }

  private static String user(SpeakerSettings settings) {
    return settings.user().map(name -> "user \"" + name + "\"").orElse("no user");
  }

  private static String network(SpeakerSettings settings, MqttException failed) {
    Throwable cause = failed.getCause();
    if (cause instanceof UnknownHostException) {
      return "no such host; correct its name";
    }
    if (cause instanceof ConnectException
        || cause instanceof NoRouteToHostException
        || cause instanceof SocketTimeoutException) {
      return "%s; start it, or correct host and port".formatted(text(cause));
    }
    String end = text(cause == null ? failed : cause);
    Tls tls = settings.tls();
    if (tls != null) {
      return "the connection broke (%s); is it the broker's port for TLS? %s"
          .formatted(end, tls.afterHangUp());
    }
    return "the connection broke (%s); is it the broker's port, and is the client id free?"
        .formatted(end);
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}
