package vn.loa.simulator;

/**
 * A submit_sm as a rule sees it.
 *
 * @param source who it comes from: a number, or a sender's name
 * @param destination digits, as they came
 * @param text of this part alone, without its header
 */
public record SubmitView(String source, String destination, String text) {

  /** Without what a citizen would not want to read in a log. */
  @Override
  public String toString() {
    return "SubmitView[" + text.length() + " characters]";
  }
}
