package vn.loa.plan.json;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import vn.loa.plan.Plan;

/**
 * Plans as JSON.
 *
 * <pre>{@code
 * Plan plan = Plans.load(Path.of("plan-1270.json"));
 * }</pre>
 */
public final class Plans {

  private Plans() {}

  /**
   * @throws PlanFormatException when it is no plan; holds every problem with its line
   * @throws java.io.UncheckedIOException when the file is there and cannot be read
   */
  public static Plan load(Path file) {
    return JsonFiles.read(file.toString(), JsonFiles.bytes(file), PlanReader::read);
  }

  /**
   * As {@link #load}, from text.
   *
   * @param name stands for the file in messages
   */
  public static Plan parse(String name, String json) {
    return JsonFiles.read(name, json.getBytes(StandardCharsets.UTF_8), PlanReader::read);
  }

  /** The same plan always gives the same text, and {@link #parse} gives the same plan. */
  public static String toJson(Plan plan) {
    return PlanWriter.toJson(plan);
  }

  /**
   * Replaces the file with {@link #toJson}, in UTF-8.
   *
   * @throws java.io.UncheckedIOException when it cannot be written
   */
  public static void write(Plan plan, Path file) {
    JsonFiles.write(file, toJson(plan));
  }
}
