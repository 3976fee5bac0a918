package vn.loa.channel;

import java.util.Objects;

/**
 * Why something did not go as asked, in the wire's words and in ours.
 *
 * @param code the wire's own code ({@code ESME_RINVDSTADR}) or ours ({@code EXPIRED}); short,
 *     stable
 * @param text one sentence for a person; carries no full phone number
 */
public record Reason(String code, String text) {

  public Reason {
    Objects.requireNonNull(text, "text");
    if (code.isBlank()) {
      throw new IllegalArgumentException("a reason needs a code");
    }
  }

  @Override
  public String toString() {
    return code + ": " + text;
  }
}
