package vn.loa.reporting;

import vn.loa.channel.Audience;
import vn.loa.channel.Message;

/**
 * Hands a message over to whatever carries it. With a dispatcher: {@code
 * dispatcher.campaign(message, audience).key(key).on(channel).start()}.
 */
@FunctionalInterface
public interface ReminderSender {

  /**
   * Returns once the message is kept where it cannot be lost; a message that comes again under its
   * key was sent already and is the same in every part.
   *
   * @param key names it for good, {@code [A-Za-z0-9._-]{1,64}}
   * @throws RuntimeException when it was not taken: it comes again the next time
   */
  void send(String key, Message message, Audience audience);
}
