package vn.loa.sms.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.sms.rules.OptOutReading.Meaning;

/**
 * The words by which citizens refuse messages, or want them again. Immutable.
 *
 * <p>An answer is understood when it is a keyword and nothing else, as often as one likes ({@code
 * "Từ chối!"}, {@code "tc tc"}, {@code "T.C"}, {@code "HUYDNC"}), or a keyword and then the name of
 * a sender ({@code "TC UBND TP.HCM"}). Accents, case, quotes, spaces and punctuation do not matter.
 * The longest keyword counts: {@code HUY DNC} is never read as {@code HUY}. A keyword among other
 * words is {@link Meaning#UNCLEAR}: {@code "toi khong TC dau"} says the opposite of {@code "TC"},
 * and only a person can tell. An answer without any keyword is {@link Meaning#OTHER}, also when it
 * says in other words to stop.
 *
 * <p>The keywords around {@code DNC} are those of the do-not-advertise list (Circular
 * 22/2021/TT-BTTTT, Art. 6), where {@code S} means messages, {@code V} calls, and neither both. No
 * document is known to name {@code TC}; it is what advertising in Vietnam asks people to send.
 */
public final class OptOutKeywords {

  private static final OptOutKeywords STANDARD = builder().build();

  /** By the keyword in capitals without spaces: people leave them out, and put them in. */
  private final Map<String, OptOutReading> keywords;

  private final Set<String> senders;
  private final int longest;

  private record Found(OptOutReading reading, int next) {
    Meaning meaning() {
      return reading.meaning();
    }
  }

  private OptOutKeywords(Builder from) {
    this.keywords = Map.copyOf(from.meanings);
    this.senders = Set.copyOf(from.senders);
    this.longest = keywords.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /**
   * {@code TC}, {@code TU CHOI}, {@code STOP}, {@code HUY}, {@code DK DNC}, {@code DK DNC S}
   * refuse; {@code HUY DNC}, {@code HUY DNC S} want again; {@code DK DNC V}, {@code HUY DNC V} are
   * about calls.
   */
  public static OptOutKeywords standard() {
    return STANDARD;
  }

  /** Begins with the standard keywords. */
  public static Builder builder() {
    return new Builder()
        .optOut("TC", "TU CHOI", "STOP", "HUY", "DK DNC", "DK DNC S")
        .optIn("HUY DNC", "HUY DNC S")
        .callsOnly("DK DNC V", "HUY DNC V");
  }

  /** What an answer means. Never throws; takes time in proportion to its length. */
  public OptOutReading read(String answer) {
    List<String> words = Words.inCapitals(answer);
    Found first = keywordAt(words, 0);
    if (first != null && saysNoMore(words, first)) {
      return first.reading();
    }
    OptOutReading found = firstKeyword(words);
    return found == null
        ? OptOutReading.OTHER
        : new OptOutReading(Meaning.UNCLEAR, found.keyword());
  }

  /**
   * Whether a text tells how to refuse: a keyword that does stands in it in capitals, as people are
   * to send it. Capitals, because {@code huy} is a given name too.
   */
  boolean tellsHowToRefuse(String text) {
    List<String> words = Words.of(text);
    for (int i = 0; i < words.size(); ) {
      Found found = keywordAt(words, i);
      if (found != null && found.meaning() == Meaning.OPT_OUT) {
        return true;
      }
      i = found == null ? i + 1 : found.next();
    }
    return false;
  }

  /** The shortest keyword that refuses, to be shown as an example. */
  String example() {
    return keywords.values().stream()
        .filter(reading -> reading.meaning() == Meaning.OPT_OUT)
        .map(OptOutReading::keyword)
        .min(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** Whether a sender's name follows the keyword, or only keywords of the same meaning. */
  private boolean saysNoMore(List<String> words, Found first) {
    int next = first.next();
    if (senders.contains(String.join("", words.subList(next, words.size())))) {
      return true;
    }
    while (next < words.size()) {
      Found found = keywordAt(words, next);
      if (found == null || found.meaning() != first.meaning()) {
        return false;
      }
      next = found.next();
    }
    return true;
  }

  private @Nullable OptOutReading firstKeyword(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      Found found = keywordAt(words, i);
      if (found != null) {
        return found.reading();
      }
    }
    return null;
  }

  /** The longest keyword that begins with a word. */
  private @Nullable Found keywordAt(List<String> words, int at) {
    Found found = null;
    StringBuilder joined = new StringBuilder();
    for (int i = at; i < words.size() && joined.length() < longest; i++) {
      OptOutReading reading = keywords.get(joined.append(words.get(i)).toString());
      found = reading == null ? found : new Found(reading, i + 1);
    }
    return found;
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private static final int LONGEST = 50;

    private final Map<String, OptOutReading> meanings = new HashMap<>();
    private final Set<String> senders = new HashSet<>();

    private Builder() {}

    /**
     * Further keywords that refuse; a keyword given again changes its meaning.
     *
     * @throws IllegalArgumentException if one has no letter or digit, or more than 50
     */
    public Builder optOut(String... keywords) {
      return add(Meaning.OPT_OUT, keywords);
    }

    /** As {@link #optOut}, of keywords that want messages again. */
    public Builder optIn(String... keywords) {
      return add(Meaning.OPT_IN, keywords);
    }

    /** As {@link #optOut}, of keywords that are about calls, not messages. */
    public Builder callsOnly(String... keywords) {
      return add(Meaning.CALLS_ONLY, keywords);
    }

    /** Takes keywords away. Those that are not there are passed over. */
    public Builder without(String... keywords) {
      for (String keyword : keywords) {
        meanings.remove(squeezed(keyword));
      }
      return this;
    }

    /** Names that may follow a keyword. */
    public Builder senders(Collection<SenderName> names) {
      for (SenderName name : names) {
        senders.add(squeezed(name.name()));
      }
      return this;
    }

    /**
     * @throws IllegalStateException if no keyword is left that refuses
     */
    public OptOutKeywords build() {
      if (meanings.values().stream().noneMatch(r -> r.meaning() == Meaning.OPT_OUT)) {
        throw new IllegalStateException(
            "no keyword refuses messages: people need one, give optOut(…) one");
      }
      return new OptOutKeywords(this);
    }

    private Builder add(Meaning meaning, String... keywords) {
      for (String keyword : keywords) {
        String squeezed = squeezed(keyword);
        if (squeezed.isEmpty() || squeezed.length() > LONGEST) {
          throw new IllegalArgumentException(
              "a keyword has 1 to " + LONGEST + " letters or digits, not as \"" + keyword + "\"");
        }
        meanings.put(
            squeezed, new OptOutReading(meaning, String.join(" ", Words.inCapitals(keyword))));
      }
      return this;
    }

    private static String squeezed(String keyword) {
      return String.join("", Words.inCapitals(keyword));
    }
  }
}
