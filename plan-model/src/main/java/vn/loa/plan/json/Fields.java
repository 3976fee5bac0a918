package vn.loa.plan.json;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;
import vn.loa.plan.Text;
import vn.loa.plan.internal.Nearest;

/**
 * Reads the fields of one JSON object, and goes on when one is bad: it notes the problem and
 * answers with a stand-in, so that the problems behind it are found too. Stand-ins never get out,
 * because a file with a problem gives no model.
 */
final class Fields {

  private static final String STAND_IN = "x";
  private static final Clause STAND_IN_CLAUSE = Clause.parse("I");

  private final Node object;
  private final Problems problems;
  private final References references;
  private final Set<String> asked = new LinkedHashSet<>();
  private final int problemsBefore;

  Fields(Node object, Problems problems, References references) {
    this.object = object;
    this.problems = problems;
    this.references = references;
    this.problemsBefore = problems.count();
  }

  Node node() {
    return object;
  }

  /** Words: not blank, in normal form C. */
  String words(String name) {
    Node node = needed(name, Node.Kind.STRING);
    return node == null ? STAND_IN : words(node);
  }

  @Nullable String wordsOrNull(String name) {
    Node node = optional(name, Node.Kind.STRING);
    return node == null ? null : words(node);
  }

  private String words(Node node) {
    String words = node.scalar();
    if (words.isBlank()) {
      problems.add(node, Problem.Code.BLANK, "the text is blank", "words, or no such field");
      return STAND_IN;
    }
    if (!Normalizer.isNormalized(words, Normalizer.Form.NFC)) {
      String composed = Normalizer.normalize(words, Normalizer.Form.NFC);
      problems.add(
          node,
          Problem.Code.NOT_NFC,
          "%s is not in Unicode normal form C".formatted(node.shown()),
          "\""
              + composed
              + "\" ("
              + composed.length()
              + " characters, not "
              + words.length()
              + ")");
      return composed;
    }
    return words;
  }

  /** An object with {@code vi}, and perhaps {@code en} and {@code note}. */
  Text text(String name) {
    Node node = needed(name, Node.Kind.OBJECT);
    return node == null ? Text.vi(STAND_IN) : text(node);
  }

  @Nullable Text textOrNull(String name) {
    Node node = optional(name, Node.Kind.OBJECT);
    return node == null ? null : text(node);
  }

  private Text text(Node node) {
    Fields in = new Fields(node, problems, references);
    Text text = new Text(in.words("vi"), in.wordsOrNull("en"), in.wordsOrNull("note"));
    in.end();
    return text;
  }

  int number(String name) {
    return (int) longNumber(name, 1, Integer.MAX_VALUE);
  }

  /** A whole number of at least 0. */
  long quantity(String name) {
    return longNumber(name, 0, Long.MAX_VALUE);
  }

  private long longNumber(String name, long least, long most) {
    Node node = needed(name, Node.Kind.NUMBER);
    if (node == null) {
      return least;
    }
    try {
      long number = Long.parseLong(node.scalar());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException fraction) {
      // Reported below, with the numbers out of range.
    }
    problems.add(
        node,
        Problem.Code.BAD_VALUE,
        node.shown() + " is too small, too large or no whole number",
        "a whole number of at least " + least);
    return least;
  }

  boolean flag(String name) {
    Node node = optional(name, Node.Kind.BOOLEAN);
    return node != null && Boolean.parseBoolean(node.scalar());
  }

  LocalDate date(String name) {
    LocalDate stand = LocalDate.EPOCH;
    Node node = needed(name, Node.Kind.STRING);
    return node == null ? stand : date(node, stand);
  }

  @Nullable LocalDate dateOrNull(String name) {
    Node node = optional(name, Node.Kind.STRING);
    return node == null ? null : date(node, LocalDate.EPOCH);
  }

  private LocalDate date(Node node, LocalDate stand) {
    try {
      return LocalDate.parse(node.scalar());
    } catch (DateTimeException none) {
      problems.add(
          node, Problem.Code.BAD_DATE, node.shown() + " is no date", "a day like 2022-04-27");
      return stand;
    }
  }

  Instant instant(String name) {
    Node node = needed(name, Node.Kind.STRING);
    if (node != null) {
      try {
        return Instant.parse(node.scalar());
      } catch (DateTimeException none) {
        problems.add(
            node,
            Problem.Code.BAD_DATE,
            node.shown() + " is no instant",
            "one like 2022-05-14T17:00:00Z");
      }
    }
    return Instant.EPOCH;
  }

  /** A text that {@code parser} understands; what it throws says why it does not. */
  <T> @Nullable T parsed(String name, Function<String, T> parser, String expected) {
    Node node = needed(name, Node.Kind.STRING);
    return node == null ? null : parse(node, parser, Problem.Code.BAD_VALUE, expected);
  }

  <T> @Nullable T parsedOrNull(String name, Function<String, T> parser, String expected) {
    Node node = optional(name, Node.Kind.STRING);
    return node == null ? null : parse(node, parser, Problem.Code.BAD_VALUE, expected);
  }

  private <T> @Nullable T parse(
      Node node, Function<String, T> parser, Problem.Code code, String expected) {
    try {
      return parser.apply(node.scalar());
    } catch (IllegalArgumentException | DateTimeException refused) {
      problems.add(node, code, String.valueOf(refused.getMessage()), expected);
      return null;
    }
  }

  /** The value of an enum by its name, or the first when there is none such. */
  <E extends Enum<E>> E oneOf(String name, Class<E> type) {
    Node node = needed(name, Node.Kind.STRING);
    E first = type.getEnumConstants()[0];
    return node == null ? first : oneOf(node, type, first);
  }

  <E extends Enum<E>> Set<E> someOf(String name, Class<E> type) {
    Set<E> found = new LinkedHashSet<>();
    for (Node item : items(name, Node.Kind.STRING)) {
      found.add(oneOf(item, type, type.getEnumConstants()[0]));
    }
    return found;
  }

  private <E extends Enum<E>> E oneOf(Node node, Class<E> type, E stand) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(node.scalar())) {
        return constant;
      }
    }
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    problems.add(
        node,
        Problem.Code.BAD_VALUE,
        node.shown() + " is not known here",
        Nearest.oneOf(node.scalar().toUpperCase(Locale.ROOT), names));
    return stand;
  }

  /** The clause that this object is; the file may have it once, and may refer to it as any kind. */
  Clause ownClause(String... kinds) {
    Node node = needed("clause", Node.Kind.STRING);
    Clause clause = node == null ? null : clause(node);
    if (node == null || clause == null) {
      return STAND_IN_CLAUSE;
    }
    references.declareOnce("clause", clause.toString(), node);
    for (String kind : kinds) {
      references.declare(kind, clause.toString(), node);
    }
    return clause;
  }

  /** The clause of something that must be declared as this kind. */
  Clause reference(String name, String kind) {
    Node node = needed(name, Node.Kind.STRING);
    return node == null ? STAND_IN_CLAUSE : reference(node, kind);
  }

  List<Clause> references(String name, String kind) {
    List<Clause> found = new ArrayList<>();
    items(name, Node.Kind.STRING).forEach(item -> found.add(reference(item, kind)));
    return found;
  }

  private Clause reference(Node node, String kind) {
    Clause clause = clause(node);
    if (clause == null) {
      return STAND_IN_CLAUSE;
    }
    references.refer(kind, clause.toString(), node);
    return clause;
  }

  /** A clause that this file cannot resolve; null when there is none. */
  @Nullable Clause foreignClauseOrNull(String name) {
    Node node = optional(name, Node.Kind.STRING);
    return node == null ? null : clause(node);
  }

  private @Nullable Clause clause(Node node) {
    return parse(
        node, Clause::parse, Problem.Code.BAD_CLAUSE, "a clause of the plan, as the plan cites it");
  }

  /** An id that the file may have once. */
  String ownId(String kind) {
    String id = words("id");
    Node node = object.fields().get("id");
    if (node != null && node.kind() == Node.Kind.STRING) {
      references.declareOnce(kind, id, node);
    }
    return id;
  }

  @Nullable String idReferenceOrNull(String name, String kind) {
    Node node = optional(name, Node.Kind.STRING);
    if (node == null) {
      return null;
    }
    references.refer(kind, node.scalar(), node);
    return node.scalar();
  }

  /** The objects of a list that may be missing; those that cannot be read are left out. */
  <T> List<T> list(String name, Function<Fields, @Nullable T> read) {
    List<T> found = new ArrayList<>();
    for (Node item : items(name, Node.Kind.OBJECT)) {
      T read1 = nested(item, read);
      if (read1 != null) {
        found.add(read1);
      }
    }
    return found;
  }

  /** As {@link #list}; a file without it has a problem. */
  <T> List<T> neededList(String name, Function<Fields, @Nullable T> read) {
    return needed(name, Node.Kind.ARRAY) == null ? List.of() : list(name, read);
  }

  <T> @Nullable T object(String name, Function<Fields, @Nullable T> read) {
    Node node = needed(name, Node.Kind.OBJECT);
    return node == null ? null : nested(node, read);
  }

  <T> @Nullable T objectOrNull(String name, Function<Fields, @Nullable T> read) {
    Node node = optional(name, Node.Kind.OBJECT);
    return node == null ? null : nested(node, read);
  }

  private <T> @Nullable T nested(Node node, Function<Fields, @Nullable T> read) {
    Fields in = new Fields(node, problems, references);
    T value = read.apply(in);
    in.end();
    return value;
  }

  /** Ends the reading of a whole file: reports every reference to something not declared in it. */
  void resolveReferences() {
    references.resolve();
  }

  /**
   * Makes the value of the fields that were read. What its constructor refuses is a problem of this
   * object, unless a field was bad: then it refuses a stand-in.
   */
  <T> @Nullable T make(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException refused) {
      if (problems.count() == problemsBefore) {
        problems.add(
            object,
            Problem.Code.BAD_VALUE,
            String.valueOf(refused.getMessage()),
            "values that fit each other");
      }
      return null;
    }
  }

  /** Reports every field that nobody asked for. */
  void end() {
    object
        .fields()
        .forEach(
            (name, node) -> {
              if (!asked.contains(name)) {
                problems.add(
                    node,
                    Problem.Code.UNKNOWN_FIELD,
                    "\"" + name + "\" means nothing here",
                    Nearest.oneOf(name, asked));
              }
            });
  }

  private List<Node> items(String name, Node.Kind kind) {
    Node array = optional(name, Node.Kind.ARRAY);
    List<Node> found = new ArrayList<>();
    if (array != null) {
      for (Node item : array.items()) {
        if (is(item, kind)) {
          found.add(item);
        }
      }
    }
    return found;
  }

  private @Nullable Node needed(String name, Node.Kind kind) {
    asked.add(name);
    Node node = object.fields().get(name);
    if (node == null) {
      problems.add(
          object,
          Problem.Code.MISSING_FIELD,
          "\"" + name + "\" is missing",
          "\"" + name + "\", " + kind.words());
      return null;
    }
    return is(node, kind) ? node : null;
  }

  private @Nullable Node optional(String name, Node.Kind kind) {
    asked.add(name);
    Node node = object.fields().get(name);
    return node != null && is(node, kind) ? node : null;
  }

  private boolean is(Node node, Node.Kind kind) {
    if (node.kind() != kind) {
      problems.add(node, Problem.Code.WRONG_TYPE, "here stands " + node.shown(), kind.words());
    }
    return node.kind() == kind;
  }
}
