package vn.loa.channel.smpp;

import java.util.concurrent.CompletionStage;

/** Hears what citizens send to us. Safe for use by several threads; never throws. */
@FunctionalInterface
public interface InboundListener {

  /**
   * Called on a thread of the channel: returns soon. The SMSC waits for its answer until the stage
   * completes. What it brings again, because its answer was lost, is taken again.
   *
   * <p>Parts of a long message are told as one. They are told as they are, {@link
   * InboundSms#complete} false, when the others did not come within 5 seconds; so those of an SMSC
   * that brings a part only when the one before is answered are told one by one.
   *
   * @return completes when the message is kept for good; exceptionally when it could not be, and
   *     the SMSC should bring it again
   */
  CompletionStage<Void> take(InboundSms sms);
}
