package vn.loa.channel;

/**
 * What lets an emergency reach people at night: somebody ordered it, and said why. It is kept with
 * the campaign.
 *
 * @param reason not blank: {@code "vỡ đê, sơ tán ngay"}
 * @param person who answers for it, not blank; a name or an office
 */
public record EmergencyOrder(String reason, String person) {

  public EmergencyOrder {
    reason = said("reason: say what happened", reason);
    person = said("person: say who ordered it", person);
  }

  private static String said(String what, String words) {
    if (words.isBlank()) {
      throw new IllegalArgumentException("an emergency order needs a " + what);
    }
    return words.strip();
  }
}
