package vn.loa.plan.json;

import java.nio.file.Path;
import vn.loa.plan.Roster;

/**
 * Rosters as JSON or YAML, as {@link Plans}: an object with {@code agencies}, and perhaps a {@code
 * note} to whoever reads the file, which is not kept.
 */
public final class Rosters {

  private Rosters() {}

  /**
   * @throws PlanFormatException when it is no roster; holds every problem with its line
   */
  public static Roster load(Path file) {
    return JsonFiles.load(file, RosterReader::read);
  }

  /**
   * As {@link #load}, from text.
   *
   * @param name stands for the file in messages; its end says whether the text is YAML
   */
  public static Roster parse(String name, String text) {
    return JsonFiles.parse(name, text, RosterReader::read);
  }

  /** The same roster always gives the same text, and {@link #parse} gives the same roster. */
  public static String toJson(Roster roster) {
    return RosterWriter.write(Format.JSON, roster);
  }

  /**
   * As {@link #toJson}, in YAML.
   *
   * @throws IllegalStateException when the library for YAML is not there
   */
  public static String toYaml(Roster roster) {
    return RosterWriter.write(Format.YAML, roster);
  }

  /**
   * Replaces the file with {@link #toYaml} or {@link #toJson}, by the end of its name, in UTF-8.
   *
   * @throws java.io.UncheckedIOException when it cannot be written
   */
  public static void write(Roster roster, Path file) {
    JsonFiles.write(file, RosterWriter.write(Format.of(file), roster));
  }

  /** The JSON Schema (draft 2020-12) of a roster file, as {@link Plans#schema()}. */
  public static String schema() {
    return Schemas.text("roster.schema.json");
  }
}
