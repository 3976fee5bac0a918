package vn.loa.channel.rss;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What CAP 1.2 (OASIS standard of 1 July 2010) asks of a document, from its data dictionary, and
 * what this project asks of an alert beside (marked "Loa"). Knows nothing of how alerts are written
 * here.
 */
final class CapRules {

  private static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

  /** Which elements in which order, and how many of each; the rest are leaves. */
  private static final Map<String, String> CHILDREN =
      Map.of(
          "alert",
          "identifier sender sent status msgType source? scope restriction? addresses? code* note?"
              + " references? incidents? info*",
          "info",
          "language? category+ event responseType* urgency severity certainty audience? eventCode*"
              + " effective? onset? expires? senderName? headline? description? instruction? web?"
              + " contact? parameter* resource* area*",
          "resource",
          "resourceDesc mimeType size? uri? derefUri? digest?",
          "area",
          "areaDesc polygon* circle* geocode* altitude? ceiling?",
          "eventCode",
          "valueName value",
          "parameter",
          "valueName value",
          "geocode",
          "valueName value");

  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "status",
          Set.of("Actual", "Exercise", "System", "Test", "Draft"),
          "msgType",
          Set.of("Alert", "Update", "Cancel", "Ack", "Error"),
          "scope",
          Set.of("Public", "Restricted", "Private"),
          "category",
          Set.of(
              "Geo",
              "Met",
              "Safety",
              "Security",
              "Rescue",
              "Fire",
              "Health",
              "Env",
              "Transport",
              "Infra",
              "CBRNE",
              "Other"),
          "responseType",
          Set.of(
              "Shelter",
              "Evacuate",
              "Prepare",
              "Execute",
              "Avoid",
              "Monitor",
              "Assess",
              "AllClear",
              "None"),
          "urgency",
          Set.of("Immediate", "Expected", "Future", "Past", "Unknown"),
          "severity",
          Set.of("Extreme", "Severe", "Moderate", "Minor", "Unknown"),
          "certainty",
          Set.of("Observed", "Likely", "Possible", "Unlikely", "Unknown"));

  private static final String NAME = "[^\\s,<&]+";
  private static final String DATE =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}";
  private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?";
  private static final Pattern POINT = Pattern.compile("(" + NUMBER + "),(" + NUMBER + ")");
  private static final Pattern CIRCLE = Pattern.compile("(" + POINT + ") (" + NUMBER + ")");

  private final List<String> broken = new ArrayList<>();
  private final Element alert;

  private CapRules(Element alert) {
    this.alert = alert;
  }

  /**
   * The rules it breaks, each with its clause; empty for a document that keeps them all.
   *
   * @throws AssertionError if it is not well-formed
   */
  static List<String> brokenBy(byte[] document) {
    CapRules rules = new CapRules(parse(document));
    rules.check();
    return rules.broken;
  }

  /**
   * @throws AssertionError if it is not well-formed
   */
  static Element parse(byte[] document) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(document)).getDocumentElement();
    } catch (Exception notWellFormed) {
      throw new AssertionError("not well-formed: " + notWellFormed.getMessage(), notWellFormed);
    }
  }

  /** The elements of this name at any depth, in order. */
  static List<Element> all(Element root, String name) {
    List<Element> found = new ArrayList<>();
    for (Element child : children(root)) {
      if (name.equals(child.getLocalName())) {
        found.add(child);
      }
      found.addAll(all(child, name));
    }
    return found;
  }

  /** The texts of {@link #all}. */
  static List<String> texts(Element root, String name) {
    return all(root, name).stream().map(Element::getTextContent).toList();
  }

  private void check() {
    rule("4.2 root", "alert".equals(alert.getLocalName()));
    structure(alert);
    VALUES.forEach((name, values) -> each(clause(name), name, values::contains));
    each("3.2.1 identifier", "identifier", it -> it.matches(NAME));
    each("3.2.1 sender", "sender", it -> it.matches(NAME));
    for (String name : List.of("sent", "effective", "onset", "expires")) {
      each("3.3.2 dates", name, CapRules::isDate);
    }
    scope();
    note();
    references();
    languages();
    each("3.2.2 web", "web", CapRules::isAbsolute);
    end();
    resources();
    areas();
  }

  private void structure(Element element) {
    rule("4.2 namespace", NAMESPACE.equals(element.getNamespaceURI()));
    rule("4.2 attributes", attributesOf(element).isEmpty());
    String grammar = CHILDREN.get(element.getLocalName());
    List<Element> children = children(element);
    if (grammar == null) {
      rule("3.2 leaves", children.isEmpty());
      rule("Loa no empty elements", !element.getTextContent().isBlank());
      return;
    }
    String names =
        children.stream().map(it -> it.getLocalName() + " ").collect(Collectors.joining());
    rule("3.2 order and number in " + element.getLocalName(), names.matches(regex(grammar)));
    rule("3.2 no text between elements", ownText(element).isBlank());
    children.forEach(this::structure);
  }

  private static String regex(String grammar) {
    return Arrays.stream(grammar.split(" "))
        .map(it -> it.replaceAll("([A-Za-z]+)", "($1 )"))
        .collect(Collectors.joining());
  }

  private static String clause(String name) {
    return (Set.of("status", "msgType", "scope").contains(name) ? "3.2.1 " : "3.2.2 ") + name;
  }

  private void scope() {
    List<String> scopes = texts(alert, "scope");
    rule(
        "3.2.1 restriction with scope Restricted",
        scopes.contains("Restricted") == !texts(alert, "restriction").isEmpty());
    rule(
        "3.2.1 addresses with scope Private",
        !scopes.contains("Private") || !texts(alert, "addresses").isEmpty());
  }

  private void note() {
    rule(
        "3.2.1 note names the exercise",
        !texts(alert, "status").contains("Exercise") || !texts(alert, "note").isEmpty());
  }

  private void references() {
    List<String> references = texts(alert, "references");
    boolean isFirst = texts(alert, "msgType").contains("Alert");
    rule("3.2.1 msgType refers to earlier alerts", isFirst || !references.isEmpty());
    for (String reference : references) {
      for (String one : reference.split("\\s+", -1)) {
        String[] parts = one.split(",", -1);
        rule(
            "3.2.1 references",
            parts.length == 3
                && parts[0].matches(NAME)
                && parts[1].matches(NAME)
                && isDate(parts[2]));
        rule("3.2.1 references to others", !texts(alert, "identifier").contains(parts[1]));
      }
    }
  }

  private void languages() {
    each("3.2.2 language", "language", it -> it.matches("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*"));
    List<Element> infos = all(alert, "info");
    rule("Loa every info names its language", texts(alert, "language").size() == infos.size());
    rule("Loa at least one info", !infos.isEmpty());
  }

  private void end() {
    for (String sent : texts(alert, "sent")) {
      for (String expires : texts(alert, "expires")) {
        rule(
            "3.2.2 expires after sent",
            !isDate(sent)
                || !isDate(expires)
                || OffsetDateTime.parse(expires).isAfter(OffsetDateTime.parse(sent)));
      }
    }
  }

  private void resources() {
    each("3.2.3 mimeType", "mimeType", it -> it.matches("[^\\s/;]+/[^\\s/;]+"));
    each("3.2.3 size", "size", it -> it.matches("[1-9][0-9]*"));
    each("3.2.3 digest is SHA-1", "digest", it -> it.matches("[0-9a-fA-F]{40}"));
    each("3.2.3 uri", "uri", CapRules::isAbsolute);
    for (Element resource : all(alert, "resource")) {
      rule(
          "3.2.3 a resource is somewhere",
          !texts(resource, "uri").isEmpty() || !texts(resource, "derefUri").isEmpty());
    }
  }

  private void areas() {
    each("3.2.4 polygon", "polygon", CapRules::isPolygon);
    each("3.2.4 circle", "circle", CapRules::isCircle);
    each("3.2.4 altitude", "altitude", it -> it.matches(NUMBER));
    each("3.2.4 ceiling", "ceiling", it -> it.matches(NUMBER));
    for (Element area : all(alert, "area")) {
      rule(
          "3.2.4 ceiling with altitude only",
          texts(area, "ceiling").isEmpty() || !texts(area, "altitude").isEmpty());
    }
  }

  private static boolean isPolygon(String polygon) {
    List<String> points = List.of(polygon.split(" ", -1));
    return points.size() >= 4
        && points.get(0).equals(points.get(points.size() - 1))
        && points.stream().allMatch(CapRules::isPoint);
  }

  private static boolean isCircle(String circle) {
    Matcher form = CIRCLE.matcher(circle);
    return form.matches() && isPoint(form.group(1)) && !circle.contains(" -");
  }

  private static boolean isPoint(String point) {
    Matcher form = POINT.matcher(point);
    return form.matches() && within(form.group(1), 90) && within(form.group(3), 180);
  }

  private static boolean within(String degrees, int most) {
    return Math.abs(Double.parseDouble(degrees)) <= most;
  }

  private static boolean isDate(String date) {
    if (!date.matches(DATE) || date.endsWith("+00:00")) {
      return false;
    }
    try {
      OffsetDateTime.parse(date);
      return true;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }

  private static boolean isAbsolute(String uri) {
    return URI.create(uri).isAbsolute();
  }

  private interface Check {
    boolean holds(String text);
  }

  private void each(String rule, String name, Check check) {
    texts(alert, name).forEach(text -> rule(rule, check.holds(text)));
  }

  private void rule(String rule, boolean holds) {
    if (!holds) {
      broken.add(rule);
    }
  }

  static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node it = element.getFirstChild(); it != null; it = it.getNextSibling()) {
      if (it instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  private static String ownText(Element element) {
    StringBuilder text = new StringBuilder();
    for (Node it = element.getFirstChild(); it != null; it = it.getNextSibling()) {
      text.append(it instanceof Element ? "" : it.getTextContent());
    }
    return text.toString();
  }

  /** But for what declares the namespace. */
  private static Set<String> attributesOf(Element element) {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      names.add(element.getAttributes().item(i).getNodeName());
    }
    names.remove("xmlns");
    return names;
  }
}
