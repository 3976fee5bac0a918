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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;
import vn.loa.plan.Text;
import vn.loa.plan.calendar.DueRule;
import vn.loa.plan.internal.Unicode;

/**
 * Reads the fields of one object, and goes on when one is bad: it notes the problem and answers
 * with a stand-in, so that the problems behind it are found too. Stand-ins never get out, because a
 * file with a problem gives no model.
 */
final class Fields {

  /** How a file says "the last day of the month". */
  static final String LAST_DAY = "LAST";

  private static final String STAND_IN = "x";
  private static final Clause STAND_IN_CLAUSE = Clause.parse("I");

  /** Nothing else means the same number to everybody: 010 is eight to some readers of YAML. */
  private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9]\\d{0,18})");

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final Node object;
  private final Problems problems;
  private final References references;
  private final Set<String> asked = new LinkedHashSet<>();

  Fields(Node object, Problems problems, References references) {
    this.object = object;
    this.problems = problems;
    this.references = references;
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
      problems.add(
          node,
          Problem.Code.BLANK,
          "the text is blank",
          Hints.of("ghi nội dung, hoặc bỏ hẳn trường này", "expected words, or no such field"));
      return STAND_IN;
    }
    if (!Unicode.isWellFormed(words)) {
      problems.add(
          node,
          Problem.Code.BAD_VALUE,
          "the text holds half a character, a surrogate without the other",
          Hints.of("gõ lại chuỗi chữ, có ký tự bị hỏng", "expected whole characters: retype it"));
      return STAND_IN;
    }
    return Normalizer.isNormalized(words, Normalizer.Form.NFC) ? words : composed(node);
  }

  private String composed(Node node) {
    String words = node.scalar();
    String composed = Normalizer.normalize(words, Normalizer.Form.NFC);
    problems.add(
        node,
        Problem.Code.NOT_NFC,
        "%s is not in Unicode normal form C".formatted(node.shown()),
        Hints.of(
            "gõ lại bằng Unicode dựng sẵn: \"%s\" (%d ký tự, thay vì %d)"
                .formatted(Unicode.clip(composed, 200), composed.length(), words.length()),
            "expected \"%s\" (%d characters, not %d)"
                .formatted(Unicode.clip(composed, 200), composed.length(), words.length())));
    return composed;
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

  /** A whole number of at least 1. */
  int number(String name) {
    return number(name, 1, Integer.MAX_VALUE);
  }

  int number(String name, int least, int most) {
    Node node = needed(name, Node.Kind.NUMBER);
    return node == null ? least : (int) number(node, least, most);
  }

  /** As {@link #number(String, int, int)}; without the field, {@code otherwise}. */
  @Nullable Integer numberOr(@Nullable Integer otherwise, String name, int least, int most) {
    Node node = optional(name, Node.Kind.NUMBER);
    return node == null ? otherwise : Integer.valueOf((int) number(node, least, most));
  }

  List<Integer> numbers(String name, int least, int most) {
    List<Integer> found = new ArrayList<>();
    items(name, Node.Kind.NUMBER).forEach(item -> found.add((int) number(item, least, most)));
    return found;
  }

  /** A whole number of at least 0. */
  long quantity(String name) {
    Node node = needed(name, Node.Kind.NUMBER);
    return node == null ? 0 : number(node, 0, Long.MAX_VALUE);
  }

  private long number(Node node, long least, long most) {
    try {
      if (WHOLE.matcher(node.scalar()).matches()) {
        long number = Long.parseLong(node.scalar());
        if (number >= least && number <= most) {
          return number;
        }
      }
    } catch (NumberFormatException tooLong) {
      // Reported below, with the numbers out of range.
    }
    boolean open = most >= Integer.MAX_VALUE;
    problems.add(
        node,
        Problem.Code.BAD_VALUE,
        node.shown() + " is too small, too large or no whole number",
        open
            ? Hints.of(
                "ghi số nguyên từ " + least + " trở lên",
                "expected a whole number of at least " + least)
            : Hints.of(
                "ghi số nguyên từ " + least + " đến " + most,
                "expected a whole number from " + least + " to " + most));
    return least;
  }

  /** A day of the month, 1 to 31, or {@value #LAST_DAY} for 31. */
  int dayOfMonth(String name) {
    Node node = field(name);
    boolean last =
        node != null && node.kind() == Node.Kind.STRING && node.scalar().equals(LAST_DAY);
    return last ? DueRule.LAST_DAY : number(name, 1, DueRule.LAST_DAY);
  }

  boolean flag(String name) {
    return flagOr(false, name);
  }

  boolean flagOr(boolean otherwise, String name) {
    Node node = optional(name, Node.Kind.BOOLEAN);
    return node == null ? otherwise : Boolean.parseBoolean(node.scalar());
  }

  LocalDate date(String name) {
    Node node = needed(name, Node.Kind.STRING);
    return node == null ? LocalDate.EPOCH : date(node);
  }

  @Nullable LocalDate dateOrNull(String name) {
    Node node = optional(name, Node.Kind.STRING);
    return node == null ? null : date(node);
  }

  private LocalDate date(Node node) {
    try {
      if (DATE.matcher(node.scalar()).matches()) {
        return LocalDate.parse(node.scalar());
      }
    } catch (DateTimeException none) {
      // Reported below, with what does not even look like one.
    }
    problems.add(
        node,
        Problem.Code.BAD_DATE,
        node.shown() + " is no date",
        Hints.of(
            "ghi một ngày có thật theo thứ tự năm-tháng-ngày, ví dụ 2022-04-27",
            "expected a day like 2022-04-27"));
    return LocalDate.EPOCH;
  }

  Instant instant(String name) {
    Node node = needed(name, Node.Kind.STRING);
    return node == null ? Instant.EPOCH : instant(node);
  }

  @Nullable Instant instantOrNull(String name) {
    Node node = optional(name, Node.Kind.STRING);
    return node == null ? null : instant(node);
  }

  private Instant instant(Node node) {
    try {
      return Instant.parse(node.scalar());
    } catch (DateTimeException none) {
      problems.add(
          node,
          Problem.Code.BAD_DATE,
          node.shown() + " is no instant",
          Hints.example("2022-05-14T17:00:00Z"));
      return Instant.EPOCH;
    }
  }

  /** A text that {@code parser} understands; what it throws says why it does not. */
  <T> @Nullable T parsed(String name, Function<String, T> parser, Text hint) {
    Node node = needed(name, Node.Kind.STRING);
    return node == null ? null : parse(node, parser, Problem.Code.BAD_VALUE, hint);
  }

  /** As the other, in files that no person writes. */
  <T> @Nullable T parsed(String name, Function<String, T> parser, String expected) {
    return parsed(name, parser, Hints.of("ghi lại theo đúng mẫu", "expected " + expected));
  }

  <T> @Nullable T parsedOrNull(String name, Function<String, T> parser, Text hint) {
    Node node = optional(name, Node.Kind.STRING);
    return node == null ? null : parse(node, parser, Problem.Code.BAD_VALUE, hint);
  }

  private <T> @Nullable T parse(
      Node node, Function<String, T> parser, Problem.Code code, Text hint) {
    try {
      return parser.apply(node.scalar());
    } catch (IllegalArgumentException | DateTimeException refused) {
      problems.add(node, code, String.valueOf(refused.getMessage()), hint);
      return null;
    }
  }

  /** The value of an enum by its name, or the first when there is none such. */
  <E extends Enum<E>> E oneOf(String name, Class<E> type) {
    E first = type.getEnumConstants()[0];
    Node node = needed(name, Node.Kind.STRING);
    return node == null ? first : oneOf(node, type, first);
  }

  <E extends Enum<E>> E oneOfOr(E otherwise, String name, Class<E> type) {
    Node node = optional(name, Node.Kind.STRING);
    return node == null ? otherwise : oneOf(node, type, otherwise);
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
        Hints.oneOf(node.scalar().toUpperCase(Locale.ROOT), names));
    return stand;
  }

  /** The clause that this object is; the file may have it once, and may refer to it as any kind. */
  Clause ownClause(References.Kind... kinds) {
    Node node = needed("clause", Node.Kind.STRING);
    Clause clause = node == null ? null : clause(node);
    if (node == null || clause == null) {
      return STAND_IN_CLAUSE;
    }
    references.declareOnce(References.Kind.CLAUSE, clause.toString(), node);
    for (References.Kind kind : kinds) {
      references.declare(kind, clause.toString(), node);
    }
    return clause;
  }

  /** The clause of something that must be declared as this kind. */
  Clause reference(String name, References.Kind kind) {
    Node node = needed(name, Node.Kind.STRING);
    return node == null ? STAND_IN_CLAUSE : reference(node, kind);
  }

  List<Clause> references(String name, References.Kind kind) {
    List<Clause> found = new ArrayList<>();
    items(name, Node.Kind.STRING).forEach(item -> found.add(reference(item, kind)));
    return found;
  }

  private Clause reference(Node node, References.Kind kind) {
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

  /**
   * Clauses that this file cannot resolve.
   *
   * @param seen those that stand nearby already; one more of them is a problem
   */
  List<Clause> foreignClauses(String name, Set<Clause> seen) {
    List<Clause> found = new ArrayList<>();
    for (Node item : items(name, Node.Kind.STRING)) {
      Clause clause = clause(item);
      if (clause != null && seen.add(clause)) {
        found.add(clause);
      } else if (clause != null) {
        problems.add(
            item,
            Problem.Code.DUPLICATE,
            "clause " + clause + " stands here twice",
            Hints.of(
                "mục " + clause + " chỉ ghi một lần: thêm mới, sửa đổi hoặc bãi bỏ",
                "expected it once: added, changed or removed"));
      }
    }
    return found;
  }

  private @Nullable Clause clause(Node node) {
    return parse(
        node,
        Fields::exactClause,
        Problem.Code.BAD_CLAUSE,
        Hints.of(
            "ghi ký hiệu mục như kế hoạch đánh số, ví dụ II.1.2, II.2.a, IV.3-4 (gạch đầu dòng thứ"
                + " tư) hoặc preamble-1",
            "expected a clause of the plan, as the plan cites it"));
  }

  private static Clause exactClause(String text) {
    Clause clause = Clause.parse(text);
    if (!clause.toString().equals(text)) {
      throw new IllegalArgumentException("\"" + text + "\" has blanks around it");
    }
    return clause;
  }

  /** An id that the file may have once. */
  String ownId(References.Kind kind) {
    String id = words("id");
    declareOnce(kind, id, "id");
    return id;
  }

  /** Says that what this field names exists; a second one of the same name is a problem. */
  void declareOnce(References.Kind kind, String id, String name) {
    Node node = field(name);
    if (node != null && node.kind() == Node.Kind.STRING) {
      references.declareOnce(kind, id, node);
    }
  }

  @Nullable String idReferenceOrNull(String name, References.Kind kind) {
    Node node = optional(name, Node.Kind.STRING);
    return node == null ? null : idReference(node, kind);
  }

  Set<String> idReferences(String name, References.Kind kind) {
    Set<String> found = new LinkedHashSet<>();
    items(name, Node.Kind.STRING).forEach(item -> found.add(idReference(item, kind)));
    return found;
  }

  private String idReference(Node node, References.Kind kind) {
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

  /** Whether the field is there. */
  boolean has(String name) {
    return field(name) != null;
  }

  /** Whether these fields are there and nothing is wrong with them, so that a rule can judge. */
  boolean areSound(String... names) {
    for (String name : names) {
      Node node = field(name);
      if (node == null || node.isBad()) {
        return false;
      }
    }
    return true;
  }

  /** Notes that the value of this field cannot stand as it does; without it, that it is missing. */
  void refuse(String name, String wrong, Text hint) {
    Node node = field(name);
    if (node == null) {
      problems.add(object, Problem.Code.MISSING_FIELD, wrong, hint);
    } else {
      problems.add(node, Problem.Code.BAD_VALUE, wrong, hint);
    }
  }

  /** As {@link #refuse(String, String, Text)}, in what was declared elsewhere in the file. */
  void refuse(References.Kind kind, String id, String name, String wrong, Text hint) {
    Node node = references.declaration(kind, id);
    Node around = node == null ? null : node.parent();
    if (around != null) {
      new Fields(around, problems, references).refuse(name, wrong, hint);
    }
  }

  /**
   * Makes the value of the fields that were read. What its constructor refuses is a problem of this
   * object, unless a field was bad: then it refuses a stand-in.
   */
  <T> @Nullable T make(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException refused) {
      if (!object.isBad()) {
        problems.add(
            object,
            Problem.Code.BAD_VALUE,
            String.valueOf(refused.getMessage()),
            Hints.of(
                "sửa lại để các giá trị của mục này khớp với nhau",
                "expected values that fit each other"));
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
                    "\"" + Unicode.clip(name, 60) + "\" means nothing here",
                    () -> Hints.oneOf(name, asked));
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
    Node node = field(name);
    if (node == null) {
      problems.add(
          object,
          Problem.Code.MISSING_FIELD,
          "\"" + name + "\" is missing",
          Hints.of(
              "thêm trường \"" + name + "\": " + kind.vi(),
              "expected \"" + name + "\", " + kind.en()));
      return null;
    }
    return is(node, kind) ? node : null;
  }

  private @Nullable Node optional(String name, Node.Kind kind) {
    Node node = field(name);
    return node != null && is(node, kind) ? node : null;
  }

  private @Nullable Node field(String name) {
    asked.add(name);
    return object.fields().get(name);
  }

  private boolean is(Node node, Node.Kind kind) {
    if (node.kind() != kind && node.kind() != Node.Kind.REFUSED) {
      problems.add(
          node, Problem.Code.WRONG_TYPE, "here stands " + node.shown(), () -> typeHint(node, kind));
    }
    return node.kind() == kind;
  }

  private static Text typeHint(Node node, Node.Kind kind) {
    boolean quotes =
        kind == Node.Kind.STRING
            && (node.kind() == Node.Kind.NUMBER || node.kind() == Node.Kind.BOOLEAN);
    return quotes
        ? Hints.of(
            "đặt giá trị trong ngoặc kép vì đây phải là " + kind.vi(),
            "expected " + kind.en() + ": put it into quotes")
        : Hints.of(kind);
  }
}
