package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import vn.loa.plan.Plan;
import vn.loa.plan.RandomPlans;
import vn.loa.plan.Roster;

/** What is written comes back the same, and is what the schema says. */
class RoundTripTest {

  private final Schema planSchema = new Schema(Plans.schema());
  private final Schema rosterSchema = new Schema(Rosters.schema());

  @Provide
  Arbitrary<Plan> plans() {
    return RandomPlans.plans();
  }

  @Provide
  Arbitrary<Roster> rosters() {
    return RandomPlans.rosters();
  }

  @Property(tries = 1000)
  void a_plan_comes_back_from_json_and_goes_again_byte_for_byte(@ForAll("plans") Plan plan) {
    String json = Plans.toJson(plan);

    Plan again = Plans.parse("plan.json", json);

    assertThat(again).isEqualTo(plan);
    assertThat(Plans.toJson(again)).isEqualTo(json);
    assertThat(planSchema.errors(json)).isEmpty();
  }

  @Property(tries = 1000)
  void a_plan_comes_back_from_yaml_and_goes_again_byte_for_byte(@ForAll("plans") Plan plan) {
    String yaml = Plans.toYaml(plan);

    Plan again = Plans.parse("plan.yaml", yaml);

    assertThat(again).isEqualTo(plan);
    assertThat(Plans.toYaml(again)).isEqualTo(yaml);
  }

  @Property(tries = 300)
  void a_roster_comes_back_from_both(@ForAll("rosters") Roster roster) {
    String json = Rosters.toJson(roster);
    String yaml = Rosters.toYaml(roster);

    assertThat(Rosters.parse("roster.json", json)).isEqualTo(roster);
    assertThat(Rosters.parse("roster.yml", yaml)).isEqualTo(roster);
    assertThat(Rosters.toJson(Rosters.parse("roster.yml", yaml))).isEqualTo(json);
    assertThat(Rosters.toYaml(Rosters.parse("roster.json", json))).isEqualTo(yaml);
    assertThat(rosterSchema.errors(json)).isEmpty();
  }

  @Property(tries = 20)
  void files_are_written_in_the_format_of_their_name(
      @ForAll("plans") Plan plan, @ForAll("rosters") Roster roster) throws Exception {
    Path folder = Files.createTempDirectory("round-trip");
    Path planFile = folder.resolve("plan.YAML");
    Path rosterFile = folder.resolve("roster.yml");

    Plans.write(plan, planFile);
    Rosters.write(roster, rosterFile);

    assertThat(Files.readString(planFile)).isEqualTo(Plans.toYaml(plan));
    assertThat(Plans.load(planFile)).isEqualTo(plan);
    assertThat(Files.readString(rosterFile)).isEqualTo(Rosters.toYaml(roster));
    assertThat(Rosters.load(rosterFile)).isEqualTo(roster);
    Files.delete(planFile);
    Files.delete(rosterFile);
    Files.delete(folder);
  }
}
