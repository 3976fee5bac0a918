package vn.loa.channel.smpp;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one bind stands, and what happened on it since the channel was opened, over all its
 * connections. Counts are of submit_sm, of which a long text takes several.
 *
 * @param number in the channel, from 1
 * @param role TRANSCEIVER, TRANSMITTER or RECEIVER
 * @param since when it came into its state
 * @param why it is not bound, in words; null when it is
 * @param window how many deliveries may wait for an answer
 * @param inUse how many do
 * @param accepted with ESME_ROK
 * @param errors how often each other status was answered, by its name or its number
 * @param overdue were not answered in time
 * @param late were answered all the same, after that
 * @param unexpected answers to nothing that was asked
 * @param enquiries how often silence made us ask whether the SMSC is there
 * @param bound how often it was bound
 * @param lastAnswer null if there was none
 * @param submitRate a second, over the last ten
 * @param answerRate a second, over the last ten
 */
public record BindHealth(
    int number,
    String role,
    BindState state,
    Instant since,
    @Nullable String why,
    int window,
    int inUse,
    long submitted,
    long accepted,
    Map<String, Long> errors,
    long overdue,
    long late,
    long unexpected,
    long enquiries,
    long bound,
    @Nullable Instant lastAnswer,
    double submitRate,
    double answerRate) {

  public BindHealth {
    errors = Map.copyOf(errors);
  }
}
