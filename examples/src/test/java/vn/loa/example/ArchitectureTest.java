package vn.loa.example;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The picture of the modules, held against the compiled classes. Each name is a caption. */
class ArchitectureTest {

  /**
   * Where a third-party library may be named; nowhere, if only tests and benchmarks may. Examples
   * and benchmarks see everything.
   */
  private static final Map<String, Set<String>> HOMES =
      Map.ofEntries(
          Map.entry(
              "com.fasterxml.jackson..",
              Set.of(
                  "vn.loa.plan.json..",
                  "vn.loa.channel.mqtt..",
                  "vn.loa.simulator..",
                  "vn.loa.reporting")),
          Map.entry("org.yaml..", Set.of("vn.loa.plan.json..")),
          Map.entry("org.jsmpp..", Set.of("vn.loa.channel.smpp..")),
          Map.entry("tlschannel..", Set.of("vn.loa.channel.smpp..")),
          Map.entry("org.eclipse.paho..", Set.of("vn.loa.channel.mqtt..")),
          Map.entry("io.moquette..", Set.of("vn.loa.simulator..")),
          Map.entry("io.netty..", Set.of("vn.loa.simulator..")),
          Map.entry("de.siegmar.fastcsv..", Set.of("vn.loa.sms..", "vn.loa.reporting..")),
          Map.entry(
              "org.dhatim.fastexcel..",
              Set.of("vn.loa.sms.audience..", "vn.loa.reporting.document")),
          Map.entry("com.google.i18n.phonenumbers..", Set.of("vn.loa.sms..")),
          Map.entry("org.jsoup..", Set.of("vn.loa.channel.rss..")),
          Map.entry("com.rometools..", Set.of()),
          Map.entry("org.apache.poi..", Set.of()),
          Map.entry("org.openqa..", Set.of()),
          Map.entry("org.jetbrains.lincheck..", Set.of()),
          Map.entry("org.sqlite..", Set.of()),
          Map.entry("org.postgresql..", Set.of("vn.loa.dispatch.postgres..")),
          Map.entry("java.sql..", Set.of("vn.loa.plan.json..", "vn.loa.dispatch.postgres..")),
          Map.entry("javax.sql..", Set.of("vn.loa.plan.json..", "vn.loa.dispatch.postgres..")));

  private static final JavaClasses LOA =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("vn.loa");

  private static final JavaClasses LIBRARY =
      LOA.that(DescribedPredicate.not(resideInAnyPackage("vn.loa.example..", "vn.loa.bench..")));

  @Test
  void every_module_is_in_the_picture() {
    assertThat(LOA.stream().map(JavaClass::getPackageName).distinct())
        .contains(
            "vn.loa.plan",
            "vn.loa.plan.calendar",
            "vn.loa.plan.ledger",
            "vn.loa.plan.json",
            "vn.loa.channel",
            "vn.loa.sms",
            "vn.loa.sms.audience",
            "vn.loa.sms.rules",
            "vn.loa.dispatch",
            "vn.loa.dispatch.store",
            "vn.loa.dispatch.journal",
            "vn.loa.dispatch.postgres",
            "vn.loa.dispatch.testkit",
            "vn.loa.channel.smpp",
            "vn.loa.channel.mqtt",
            "vn.loa.channel.rss",
            "vn.loa.simulator",
            "vn.loa.channel.testkit",
            "vn.loa.reporting",
            "vn.loa.reporting.document");
  }

  @Test
  void channels_know_nothing_of_plans_nor_plans_of_channels() {
    String[] carriers = {
      "vn.loa.channel..", "vn.loa.sms..", "vn.loa.dispatch..", "vn.loa.simulator.."
    };
    noClasses()
        .that(resideInAnyPackage(carriers))
        .should(dependOnClassesThat(resideInAnyPackage("vn.loa.plan..", "vn.loa.reporting..")))
        .check(LIBRARY);
    noClasses()
        .that(resideInAPackage("vn.loa.plan.."))
        .should(dependOnClassesThat(resideInAnyPackage(carriers)))
        .check(LIBRARY);
  }

  @Test
  void adapters_know_the_channel_not_the_engine() {
    noClasses()
        .that(DescribedPredicate.not(resideInAPackage("vn.loa.dispatch..")))
        .should(dependOnClassesThat(resideInAPackage("vn.loa.dispatch..")))
        .check(LIBRARY);
    slices().matching("vn.loa.channel.(*)..").should().notDependOnEachOther().check(LIBRARY);
  }

  @Test
  void nobody_enters_anothers_internal() {
    classes()
        .that(resideInAPackage("..internal.."))
        .should(
            new ArchCondition<JavaClass>("be used by their own module only") {
              @Override
              public void check(JavaClass inside, ConditionEvents events) {
                String house = inside.getPackageName().replaceFirst("\\.internal\\b.*", "");
                inside.getDirectDependenciesToSelf().stream()
                    .filter(it -> !it.getOriginClass().getPackageName().startsWith(house))
                    .forEach(
                        it -> events.add(SimpleConditionEvent.violated(inside, it.toString())));
              }
            })
        .allowEmptyShould(true)
        .check(LOA);
  }

  @Test
  void a_third_party_library_is_named_only_at_home() {
    HOMES.forEach(
        (library, homes) ->
            noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(homes.toArray(String[]::new))))
                .should(dependOnClassesThat(resideInAPackage(library)))
                .check(LIBRARY));
  }

  @Test
  void no_third_party_type_stands_in_a_public_signature() {
    classes()
        .that(DescribedPredicate.describe("are public", it -> isReachable(it)))
        .and(DescribedPredicate.not(resideInAPackage("vn.loa.channel.testkit..")))
        .should(
            new ArchCondition<JavaClass>("show JDK, jspecify and Loa types only") {
              @Override
              public void check(JavaClass shown, ConditionEvents events) {
                strangersIn(shown)
                    .forEach(
                        stranger ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    shown, shown.getName() + " shows " + stranger)));
              }
            })
        .check(LIBRARY);
  }

  @Test
  void time_comes_in() {
    Set<String> clocks = Set.of("now", "nanoTime", "currentTimeMillis", "sleep", "systemUTC");
    noClasses()
        .that(DescribedPredicate.not(resideInAPackage("vn.loa.channel.testkit..")))
        .and()
        .doNotHaveFullyQualifiedName("vn.loa.channel.SystemTime")
        .should()
        .callMethodWhere(
            new DescribedPredicate<JavaAccess<?>>("the machine's clock is read, or slept on") {
              @Override
              public boolean test(JavaAccess<?> call) {
                return clocks.contains(call.getTarget().getName())
                    && call.getTargetOwner().getPackageName().startsWith("java.");
              }
            })
        .check(LOA);
  }

  @Test
  void every_public_package_is_null_marked() {
    assertThat(
            LIBRARY.stream()
                .filter(ArchitectureTest::isReachable)
                .map(JavaClass::getPackage)
                .distinct())
        .isNotEmpty()
        .allSatisfy(
            (JavaPackage room) ->
                assertThat(room.isAnnotatedWith(NullMarked.class)).as(room.getName()).isTrue());
  }

  @Test
  void packages_form_no_cycle() {
    slices().matching("vn.loa.(**)").should().beFreeOfCycles().check(LOA);
  }

  private static boolean isReachable(JavaClass it) {
    return it.getModifiers().contains(JavaModifier.PUBLIC)
        && it.getEnclosingClass().map(ArchitectureTest::isReachable).orElse(true);
  }

  /** Also as type argument, supertype or declared exception. */
  private static List<String> strangersIn(JavaClass shown) {
    Stream<JavaType> signatures =
        shown.getCodeUnits().stream()
            .filter(it -> isShown(it.getModifiers()))
            .flatMap(
                it ->
                    Stream.of(
                            it.getParameterTypes().stream(),
                            Stream.of(it.getReturnType()),
                            it.getExceptionTypes().stream())
                        .flatMap(types -> types));
    Stream<JavaType> fields =
        shown.getFields().stream().filter(it -> isShown(it.getModifiers())).map(it -> it.getType());
    Stream<JavaType> supertypes =
        Stream.concat(shown.getSuperclass().stream(), shown.getInterfaces().stream());
    return Stream.of(signatures, fields, supertypes)
        .flatMap(types -> types)
        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
        .map(JavaClass::getBaseComponentType)
        .filter(type -> !type.isPrimitive())
        .map(JavaClass::getPackageName)
        .filter(ArchitectureTest::isStranger)
        .distinct()
        .toList();
  }

  private static boolean isShown(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean isStranger(String room) {
    return Stream.of("java.", "javax.", "com.sun.net.httpserver", "org.jspecify", "vn.loa")
        .noneMatch(room::startsWith);
  }
}
