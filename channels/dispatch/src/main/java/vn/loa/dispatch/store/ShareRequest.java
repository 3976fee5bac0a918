package vn.loa.dispatch.store;

import java.time.Duration;

/**
 * Asks how much of an account's rate a dispatcher may use, of which others use the rest.
 *
 * @param account its name; those with the same name are one account
 * @param units what all of them may use together, 1 or more: deliveries a second, or 1 where the
 *     rate is less
 * @param holding units that the dispatcher uses at most from before this call on; what it was given
 *     last, or less
 * @param wanted units it has use for
 * @param holds how long what is given may be used, from when the call began
 * @param apart how long units rest between two that use them: as long as the operator's second
 */
public record ShareRequest(
    String account, int units, int holding, int wanted, Duration holds, Duration apart) {

  public ShareRequest {
    if (units < 1 || holding < 0 || holding > units || wanted < 0 || wanted > units) {
      throw new IllegalArgumentException(
          "account %s: %s units cannot be shared so that one holds %s and wants %s"
              .formatted(account, units, holding, wanted));
    }
  }
}
