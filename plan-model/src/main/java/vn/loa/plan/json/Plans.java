package vn.loa.plan.json;

import java.nio.file.Path;
import vn.loa.plan.Plan;

/**
 * Plans as JSON, and as YAML where a file's name ends with {@code .yaml} or {@code .yml}.
 *
 * <pre>{@code
 * Plan plan = Plans.load(Path.of("plan-1270.json"));
 * }</pre>
 *
 * <p>YAML needs {@code com.fasterxml.jackson.dataformat:jackson-dataformat-yaml} on the class path.
 * It is taken as another way to write the same tree: a value stands where it is meant, so aliases
 * and tags are problems, as are a second document and a key that stands twice. Only {@code true}
 * and {@code false} are flags; {@code no} is a word. A number where words are expected needs
 * quotes, a date does not.
 *
 * <p>A file has at most 64 MiB, 1,000,000 values and 200 levels, and in YAML 100,000 characters in
 * a line; what has more is a problem.
 */
public final class Plans {

  private Plans() {}

  /**
   * @throws PlanFormatException when it is no plan; holds every problem with its line
   */
  public static Plan load(Path file) {
    return JsonFiles.load(file, PlanReader::read);
  }

  /**
   * As {@link #load}, from text.
   *
   * @param name stands for the file in messages; its end says whether the text is YAML
   */
  public static Plan parse(String name, String text) {
    return JsonFiles.parse(name, text, PlanReader::read);
  }

  /** The same plan always gives the same text, and {@link #parse} gives the same plan. */
  public static String toJson(Plan plan) {
    return PlanWriter.write(Format.JSON, plan);
  }

  /**
   * As {@link #toJson}, in YAML.
   *
   * @throws IllegalStateException when the library for YAML is not there
   */
  public static String toYaml(Plan plan) {
    return PlanWriter.write(Format.YAML, plan);
  }

  /**
   * Replaces the file with {@link #toYaml} or {@link #toJson}, by the end of its name, in UTF-8.
   *
   * @throws java.io.UncheckedIOException when it cannot be written
   */
  public static void write(Plan plan, Path file) {
    JsonFiles.write(file, PlanWriter.write(Format.of(file), plan));
  }

  /**
   * The JSON Schema (draft 2020-12) of a plan file, for editors and other programs. It refuses
   * nothing that {@link #load} takes; what it cannot see, such as a clause that is not there, only
   * {@link #load} finds.
   */
  public static String schema() {
    return Schemas.text("plan.schema.json");
  }
}
