package vn.loa.example.live;

import org.jspecify.annotations.Nullable;
import vn.loa.plan.Text;

/**
 * Something said in the languages of the page.
 *
 * @param en null where there is none: the page shows the Vietnamese then
 */
public record Words(String vi, @Nullable String en) {

  static Words of(Text text) {
    return new Words(text.vi(), text.en());
  }
}
