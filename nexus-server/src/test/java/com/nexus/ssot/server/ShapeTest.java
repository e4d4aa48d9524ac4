package com.nexus.ssot.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.http.Open;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.SignedIn;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Holds the house together: who may use what, and where things stand. */
@AnalyzeClasses(packages = "com.nexus.ssot", importOptions = ImportOption.DoNotIncludeTests.class)
class ShapeTest {
  private static final String SERVER = "com.nexus.ssot.server.";

  /** From the doors to the ground; those in one line do not know each other. */
  private static final List<Set<String>> ORDER =
      List.of(
          Set.of("gateway"),
          Set.of("conflict", "expiry"),
          Set.of("registry"),
          Set.of("directory", "webhook"),
          Set.of("change"),
          Set.of("identity"),
          Set.of("audit"),
          Set.of("db", "http"),
          Set.of("settings"),
          Set.of("base"));

  /** How a handler says whom it lets in. */
  private static final List<Class<? extends Annotation>> ENTRIES =
      List.of(Requires.class, SignedIn.class, Open.class);

  /** What tables share; no statement stands in them, and only tables call them. */
  private static final Set<String> PARTS_OF_TABLES = Set.of("AliasRow", "Keyset");

  private static final DescribedPredicate<JavaClass> TABLE =
      describe("a table", type -> topLevel(type).getSimpleName().endsWith("Table"));

  /** Wraps each operation of a change in a savepoint, so that all their faults are told at once. */
  private static final DescribedPredicate<JavaClass> SAVEPOINTS =
      describe("savepoints", type -> topLevel(type).getName().equals(SERVER + "change.Savepoint"));

  private static final DescribedPredicate<JavaClass> PLACE_OF_SQL =
      TABLE
          .or(resideInAPackage(SERVER + "db.."))
          .or(
              describe(
                  "part of a table",
                  type -> PARTS_OF_TABLES.contains(topLevel(type).getSimpleName())))
          .or(
              describe(
                  "the wiring", type -> topLevel(type).getName().equals(SERVER + "NexusServer")))
          .as("in a table or in package db");

  @ArchTest
  static final ArchRule packagesUseOnlyWhatStandsBelowThem =
      classes().that().resideInAPackage(SERVER + "*..").should(useOnlyWhatStandsBelow());

  @ArchTest
  static final ArchRule featuresOfTheRegistryDoNotGoInCircles =
      slices().matching(SERVER + "registry.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule whoIsCallingDoesNotDependOnHowTheySignIn =
      noClasses()
          .that()
          .resideInAPackage(SERVER + "identity")
          .should()
          .dependOnClassesThat(resideInAPackage(SERVER + "identity.login.."));

  @ArchTest
  static final ArchRule sqlStandsInTablesOnly =
      noClasses()
          .that(DescribedPredicate.not(PLACE_OF_SQL))
          .should()
          .dependOnClassesThat(resideInAPackage("java.sql.."))
          .orShould()
          .callMethodWhere(
              describe(
                  "asks the database",
                  call ->
                      call.getTargetOwner()
                          .getPackageName()
                          .startsWith("org.springframework.jdbc")))
          .because("what is asked of the database is read in one place of each feature");

  @ArchTest
  static final ArchRule onlyTablesUseThePartsOfTables =
      noClasses()
          .that(DescribedPredicate.not(PLACE_OF_SQL))
          .should()
          .callMethodWhere(
              describe(
                  "reads a row",
                  call -> topLevel(call.getTargetOwner()).getSimpleName().equals("AliasRow")));

  @ArchTest
  static final ArchRule writesAreAddedByTablesOnly =
      noClasses()
          .that(DescribedPredicate.not(TABLE.or(SAVEPOINTS)))
          .should()
          .callMethodWhere(
              describe(
                  "adds a statement",
                  call ->
                      call.getTarget().getOwner().isAssignableTo(Writes.class)
                          && call.getName().equals("add")));

  @ArchTest
  static final ArchRule nothingIsWrittenPastTheBatch =
      noClasses()
          .that()
          .resideInAnyPackage(
              SERVER + "registry..",
              SERVER + "gateway..",
              SERVER + "webhook..",
              SERVER + "conflict..",
              SERVER + "expiry..",
              SERVER + "change..")
          .should()
          .callMethod(JdbcClient.StatementSpec.class, "update")
          .because("a write that is no change would leave no proof");

  @ArchTest
  static final ArchRule theRegistryIsWrittenByChangesOnly =
      noClasses()
          .that()
          .resideInAnyPackage(SERVER + "registry..", SERVER + "gateway..")
          .should()
          .callMethodWhere(
              describe(
                  "begins a writing transaction",
                  call ->
                      call.getTarget().getOwner().isEquivalentTo(Transactions.class)
                          && !call.getName().equals("read")))
          .because("only a change is given Writes, and only its kinds pass them on");

  @ArchTest
  static final ArchRule conflictsAreWrittenByChangesAndByTheSweepOnly =
      noClasses()
          .that()
          .resideInAPackage(SERVER + "conflict..")
          .and()
          .doNotHaveSimpleName("ConflictSweep")
          .should()
          .callMethodWhere(
              describe(
                  "begins a writing transaction",
                  call ->
                      call.getTarget().getOwner().isEquivalentTo(Transactions.class)
                          && !call.getName().equals("read")))
          .because(
              "what is found is recorded by the sweep, everything else is decided by somebody");

  @ArchTest
  static final ArchRule expiryWritesWhatItToldAndCountedOnly =
      noClasses()
          .that()
          .resideInAPackage(SERVER + "expiry..")
          .and()
          .doNotHaveSimpleName("ExpirySweep")
          .and()
          .doNotHaveSimpleName("AliasCalls")
          .should()
          .callMethodWhere(
              describe(
                  "begins a writing transaction",
                  call ->
                      call.getTarget().getOwner().isEquivalentTo(Transactions.class)
                          && !call.getName().equals("read")))
          .because("neither a warning nor a count decides anything");

  @ArchTest
  static final ArchRule tablesOfTheRegistryAreWrittenThroughKindsOnly =
      classes()
          .that()
          .resideInAPackage(SERVER + "registry..")
          .should(callWritingMethodsOnlyAsKinds());

  @ArchTest
  static final ArchRule whatWillHappenIsPlannedByKindsOnly =
      classes().that().resideInAPackage(SERVER + "registry..").should(planOnlyAsKinds());

  @ArchTest
  static final ArchRule componentsAreGivenWhatTheyNeedOnce =
      fields()
          .that()
          .areDeclaredInClassesThat(
              describe("are components", type -> type.isMetaAnnotatedWith(Component.class)))
          .should()
          .beFinal()
          .orShould(beState())
          .because("what is injected comes through the constructor");

  @ArchTest
  static final ArchRule nothingIsInjectedIntoFields =
      noFields().should().beAnnotatedWith(Autowired.class).orShould().beAnnotatedWith(Value.class);

  @ArchTest
  static final ArchRule nothingIsInjectedThroughSetters =
      noMethods().should().beAnnotatedWith(Autowired.class);

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .that()
          .resideOutsideOfPackages("com.nexus.ssot.bench..", "com.nexus.ssot.cli..")
          .and(
              DescribedPredicate.not(
                  describe("the wiring", type -> type.getName().equals(SERVER + "NexusServer"))))
          .should()
          .callMethodWhere(describe("asks the system for the time", ShapeTest::asksForTheTime))
          .because("a test must be able to set the clock");

  @ArchTest
  static final ArchRule everyHandlerSaysWhomItLetsIn =
      methods()
          .that(
              describe("are handlers", method -> method.isMetaAnnotatedWith(RequestMapping.class)))
          .should(sayWhomTheyLetIn());

  @ArchTest
  static final ArchRule restControllersAreResources =
      classes()
          .that()
          .areAnnotatedWith(RestController.class)
          .should()
          .haveSimpleNameEndingWith("Resource");

  @ArchTest
  static final ArchRule governedWritesAreKinds =
      classes()
          .that()
          .implement(ChangeKind.class)
          .and()
          .areTopLevelClasses()
          .should()
          .haveSimpleNameEndingWith("Kind");

  @ArchTest
  static final ArchRule theModelStandsAlone =
      classes()
          .that()
          .resideInAPackage("com.nexus.ssot.model..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "com.nexus.ssot.model..",
                  "java..",
                  "tools.jackson..",
                  "com.fasterxml.jackson.annotation..",
                  "com.google.re2j..",
                  "org.snakeyaml.engine..",
                  "org.jspecify.."));

  @ArchTest
  static final ArchRule theGatewayKnowsNeitherSpringNorADatabase =
      classes()
          .that()
          .resideInAPackage("com.nexus.ssot.gateway..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "com.nexus.ssot.gateway..",
                      "com.nexus.ssot.model..",
                      "java..",
                      "tools.jackson..",
                      "org.eclipse.jetty..",
                      "org.slf4j..",
                      "org.jspecify..")
                  .and(DescribedPredicate.not(resideInAnyPackage("java.sql.."))));

  private static ArchCondition<JavaClass> useOnlyWhatStandsBelow() {
    return new ArchCondition<>("use only packages that stand below theirs") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        int own = rank(type);
        type.getDirectDependenciesFromSelf()
            .forEach(dependency -> {
              int other = rank(dependency.getTargetClass());
              boolean same = packageOf(type).equals(packageOf(dependency.getTargetClass()));
              if (own >= 0 && other != Integer.MAX_VALUE && !same && other <= own) {
                events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
              }
            });
        if (own < 0) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " stands in a package that has no place in the order"));
        }
      }
    };
  }

  /** Position of a class's package; -1 without one, the largest outside the server. */
  private static int rank(JavaClass type) {
    if (!(type.getPackageName() + ".").startsWith(SERVER)) {
      return Integer.MAX_VALUE;
    }
    for (int i = 0; i < ORDER.size(); i++) {
      if (ORDER.get(i).contains(packageOf(type))) {
        return i;
      }
    }
    return -1;
  }

  private static String packageOf(JavaClass type) {
    String rest = (type.getPackageName() + ".").replaceFirst("^com\\.nexus\\.ssot\\.server\\.", "");
    return rest.isEmpty() ? "" : rest.substring(0, rest.indexOf('.'));
  }

  private static ArchCondition<JavaClass> callWritingMethodsOnlyAsKinds() {
    return new ArchCondition<>("pass Writes on only as kinds or tables") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
          boolean writes =
              takesWrites(call.getTarget().getRawParameterTypes())
                  && call.getTargetOwner().getPackageName().startsWith(SERVER + "registry");
          if (writes && !mayPassOn(type, call.getOrigin())) {
            events.add(SimpleConditionEvent.violated(call, call.getDescription()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaClass> planOnlyAsKinds() {
    return new ArchCondition<>("plan only as kinds") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
          boolean plans =
              call.getTarget().getRawReturnType().isEquivalentTo(Planned.class)
                  && call.getTargetOwner().getPackageName().startsWith(SERVER + "registry");
          boolean kind =
              topLevel(type).getSimpleName().endsWith("Kind")
                  || call.getOrigin().getRawReturnType().isEquivalentTo(Planned.class);
          if (plans && !kind) {
            events.add(SimpleConditionEvent.violated(call, call.getDescription()));
          }
        }
      }
    };
  }

  private static boolean mayPassOn(JavaClass type, JavaCodeUnit origin) {
    String name = topLevel(type).getSimpleName();
    return name.endsWith("Kind")
        || name.endsWith("Table")
        || takesWrites(origin.getRawParameterTypes())
        || origin.getRawReturnType().isEquivalentTo(Planned.class);
  }

  private static boolean takesWrites(List<JavaClass> parameters) {
    return parameters.stream().anyMatch(parameter -> parameter.isEquivalentTo(Writes.class));
  }

  /** What is not final is state of its own: never given to a constructor. */
  private static ArchCondition<JavaField> beState() {
    return new ArchCondition<>("not be given to a constructor") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        boolean volatileState = field.getModifiers().contains(JavaModifier.VOLATILE);
        boolean given =
            field.getAccessesToSelf().stream()
                .anyMatch(access ->
                    access.getAccessType() == JavaFieldAccess.AccessType.SET
                        && access.getOrigin().isConstructor()
                        && access.getOrigin().getRawParameterTypes().contains(field.getRawType()));
        events.add(
            new SimpleConditionEvent(field, volatileState || !given, field.getDescription()));
      }
    };
  }

  private static boolean asksForTheTime(JavaMethodCall call) {
    JavaClass owner = call.getTargetOwner();
    return switch (call.getName()) {
      case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
      case "now" ->
          Stream.of(
                      Instant.class,
                      LocalDate.class,
                      LocalDateTime.class,
                      OffsetDateTime.class,
                      ZonedDateTime.class)
                  .anyMatch(owner::isEquivalentTo)
              && call.getTarget().getRawParameterTypes().isEmpty();
      case "system" -> owner.isEquivalentTo(InstantSource.class);
      case "systemUTC", "systemDefaultZone" -> owner.isEquivalentTo(Clock.class);
      case "from", "getTime" -> owner.isEquivalentTo(Date.class);
      default -> false;
    };
  }

  private static ArchCondition<JavaMethod> sayWhomTheyLetIn() {
    return new ArchCondition<>("carry one of " + ENTRIES + ", or stand in a class that does") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        long own = ENTRIES.stream().filter(method::isAnnotatedWith).count();
        long ofClass = ENTRIES.stream().filter(method.getOwner()::isAnnotatedWith).count();
        boolean says = own == 1 || (own == 0 && ofClass == 1);
        events.add(new SimpleConditionEvent(method, says, method.getFullName()));
      }
    };
  }

  private static JavaClass topLevel(JavaClass type) {
    return type.getEnclosingClass().map(ShapeTest::topLevel).orElse(type);
  }
}
