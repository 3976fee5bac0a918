package vn.loa.plan;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.internal.Names;

/**
 * How it is said.
 *
 * @param id short and unique in the plan: {@code c2}
 * @param line of the document, from 1
 * @param channelKind what carries it; null only for a family, whose sub-forms say it
 * @param subForms in the document's order
 */
public record Form(
    String id,
    Clause clause,
    int line,
    Text text,
    @Nullable ChannelKind channelKind,
    List<Form> subForms) {

  public Form {
    Names.id("form", id);
    Names.line(line);
    subForms = List.copyOf(subForms);
    if (channelKind == null && subForms.isEmpty()) {
      throw new IllegalArgumentException("form " + id + " needs a channel kind, or sub-forms");
    }
  }

  /** This form and all below it, in the document's order. */
  public Stream<Form> stream() {
    return Stream.concat(Stream.of(this), subForms.stream().flatMap(Form::stream));
  }
}
