package vn.loa.example.live;

import java.util.Map;

/** What a button of the page does. */
@FunctionalInterface
public interface Deed {

  /**
   * Called on a thread of the page; the button waits for its return.
   *
   * @param arguments what the page said beside the name of the deed
   * @throws IllegalArgumentException if they make no sense; the page shows its message
   * @throws IllegalStateException if it cannot be done now; the page shows its message
   */
  void run(Map<String, String> arguments);
}
