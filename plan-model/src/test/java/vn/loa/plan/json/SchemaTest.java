package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import vn.loa.plan.RandomPlans;
import vn.loa.plan.SmallPlan;

/** The schema never refuses what the reader takes, and sees every mistake of shape. */
class SchemaTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Schema PLAN = new Schema(Plans.schema());
  private static final Schema ROSTER = new Schema(Rosters.schema());

  @Test
  void each_schema_is_one() {
    Schema ofSchemas = new Schema("{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}");

    assertThat(ofSchemas.errors(Plans.schema())).isEmpty();
    assertThat(ofSchemas.errors(Rosters.schema())).isEmpty();
    assertThat(ofSchemas.errors("{\"type\": 3}")).isNotEmpty();
  }

  @Test
  void the_example_plan_and_roster_are_valid() throws Exception {
    Path examples = Path.of("..", "examples");

    assertThat(PLAN.errors(Files.readString(examples.resolve("plan-1270.json")))).isEmpty();
    assertThat(ROSTER.errors(Files.readString(examples.resolve("agencies-hcmc.json")))).isEmpty();
  }

  @Test
  void mistakes_of_shape_are_seen() {
    String json = Plans.toJson(SmallPlan.plan());

    assertThat(PLAN.errors(json)).isEmpty();
    for (String[] change :
        new String[][] {
          {"\"issuedOn\"", "\"isuedOn\""},
          {"\"2022-04-27\"", "\"27/4/2022\""},
          {"\"MONTHLY\"", "\"WEEKLY\""},
          {"\"MONTHLY\"", "\"ONCE\""},
          {"\"beforeDay\": 15", "\"beforeDay\": 32"},
          {"\"beforeDay\": 15", "\"beforeDay\": 15, \"onOrBeforeDay\": 15"},
          {"\"channelKind\": \"SIREN\"", "\"channelKind\": \"siren\""},
          {"\"clause\": \"recipients-1\"", "\"clause\": \"R1\""},
          {"\"trigger\": \"STAGE\"", "\"trigger\": null"},
          {"\"A small plan\"", "\"  \""}
        }) {
      assertThat(json).contains(change[0]);
      assertThat(PLAN.errors(json.replace(change[0], change[1]))).as(change[1]).isNotEmpty();
    }
  }

  @Property(tries = 1500)
  void what_the_schema_refuses_of_a_plan_has_problems(@ForAll Random random) throws Exception {
    String json =
        random.nextInt(4) == 0
            ? Plans.toJson(SmallPlan.plan())
            : Plans.toJson(RandomPlans.plan(random));
    agree(PLAN, Plans::parse, mutated(random, json));
  }

  @Property(tries = 500)
  void what_the_schema_refuses_of_a_roster_has_problems(@ForAll Random random) throws Exception {
    String json = Rosters.toJson(RandomPlans.roster(random));
    agree(ROSTER, Rosters::parse, mutated(random, json));
  }

  private static void agree(Schema schema, BiConsumer<String, String> reader, String json) {
    List<String> errors = schema.errors(json);
    try {
      reader.accept("some.json", json);
      assertThat(errors).as(json).isEmpty();
    } catch (PlanFormatException refused) {
      assertThat(refused.problems()).isNotEmpty();
    }
  }

  private static String mutated(Random random, String json) throws Exception {
    JsonNode root = MAPPER.readTree(json);
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    JsonNode target = containers.get(random.nextInt(containers.size()));
    if (target instanceof ObjectNode object) {
      mutate(random, object);
    } else if (target instanceof ArrayNode array) {
      array.set(random.nextInt(array.size()), value(random));
    }
    return MAPPER.writeValueAsString(root);
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode() && node.size() > 0) {
      containers.add(node);
    }
    node.forEach(child -> collect(child, containers));
  }

  private static void mutate(Random random, ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(4)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + "s", object.remove(name));
      case 2 -> object.set(OTHERS.get(random.nextInt(OTHERS.size())), value(random));
      default -> object.set(name, value(random));
    }
  }

  private static final List<String> OTHERS =
      List.of(
          "year",
          "day",
          "onOrBeforeDay",
          "beforeDay",
          "coverage",
          "roll",
          "rules",
          "en",
          "zone",
          "template",
          "note",
          "subForms",
          "channelKind",
          "children",
          "validTo",
          "parent");

  private static JsonNode value(Random random) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (random.nextInt(14)) {
      case 0 -> make.nullNode();
      case 1 -> make.booleanNode(random.nextBoolean());
      case 2 -> make.numberNode(random.nextInt(40) - 3);
      case 3 -> make.numberNode(1.5);
      case 4 -> make.numberNode(Long.MAX_VALUE);
      case 5 -> make.textNode("");
      case 6 -> make.textNode(" ");
      case 7 -> make.textNode("LAST");
      case 8 -> make.textNode("2022-02-30");
      case 9 -> make.textNode("II.1.2");
      case 10 -> make.textNode("CUT_OFF");
      case 11 -> make.arrayNode();
      case 12 -> make.objectNode();
      default -> make.objectNode().put("kind", "CALENDAR").put("vi", "x");
    };
  }
}
