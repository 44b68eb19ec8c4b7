package dev.sotto.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The few rules of shape that hold the system together; each is said in CONTRIBUTING. */
class ArchitectureTest {

    private static final String[] SERVICES = {
        "dev.sotto.resellers..", "dev.sotto.tenants..", "dev.sotto.jobs..", "dev.sotto.billing.."
    };
    private static final String TRANSACTIONS = "dev.sotto.runtime.isolation.ScopedTransaction";

    private static final String CONSUMES = "jakarta.ws.rs.Consumes";

    private static JavaClasses main;

    @BeforeAll
    static void readTheMainCode() {
        main = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(
                        "dev.sotto.model",
                        "dev.sotto.runtime",
                        "dev.sotto.resellers",
                        "dev.sotto.tenants",
                        "dev.sotto.jobs",
                        "dev.sotto.billing");
    }

    @Test
    void allModulesAreLookedAt() {
        for (String service : SERVICES) {
            assertThat(main.that(resideInAnyPackage(service))).as(service).hasSizeGreaterThan(5);
        }
    }

    @Test
    void theContractsRunNothing() {
        holds(classes()
                .that()
                .resideInAPackage("dev.sotto.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sotto.model..",
                        "java..",
                        "com.fasterxml.jackson.annotation..",
                        "jakarta.validation..",
                        "org.jspecify.."));
    }

    @Test
    void servicesDoNotKnowEachOther() {
        for (String service : SERVICES) {
            String[] others = Set.of(SERVICES).stream()
                    .filter(other -> !other.equals(service))
                    .toArray(String[]::new);
            holds(noClasses()
                    .that()
                    .resideInAPackage(service)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others));
        }
    }

    @Test
    void onlyScopedTransactionOpensTransactions() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(SERVICES)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.mutiny.sqlclient.Pool")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.mutiny.sqlclient.SqlConnection")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.quarkus.hibernate.reactive.panache.Panache")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(".*\\.WithTransaction|.*\\.WithSession"));
    }

    /** One that pipelines its callers' statements would put a read into another's open transaction. */
    @Test
    void connectionsAreLentToOneAtATime() {
        holds(noClasses()
                .should()
                .callMethodWhere(describe(
                        "make a client that pipelines (PgBuilder.client)",
                        call -> call.getTargetOwner().getPackageName().startsWith("io.vertx")
                                && call.getTargetOwner().getPackageName().contains("pgclient")
                                && call.getTarget().getName().equals("client"))));
    }

    @Test
    void noEntityIsRemovedBySession() {
        holds(noClasses()
                .should()
                .callMethodWhere(describe(
                        "remove an entity by its session (EditTransaction.deleteOne)", ArchitectureTest::isRemoval)));
    }

    private static boolean isRemoval(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        String name = call.getTarget().getName();
        boolean ofObject = call.getTarget().getRawParameterTypes().stream()
                .allMatch(type -> type.getName().equals("java.lang.Object") || type.isArray());
        return owner.getName().startsWith("org.hibernate.reactive.mutiny.Mutiny") && name.startsWith("remove")
                || owner.isAssignableTo("io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase")
                        && (name.equals("deleteById") || name.equals("delete") && ofObject);
    }

    @Test
    void aUseCaseTakesOneDoor() {
        holds(noClasses().should(new ArchCondition<>("go through both doors") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean both = calls(item, "edit") && calls(item, "sql");
                events.add(new SimpleConditionEvent(item, both, item.getName() + " goes through both doors"));
            }
        }));
    }

    @Test
    void onlyTheOutboxSends() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.sotto.runtime.outbox..")
                .should()
                .dependOnClassesThat(describe(
                        "send to Kafka",
                        type -> type.getName().endsWith("Emitter")
                                        && type.getPackageName().contains("messaging")
                                || type.getName().endsWith("KafkaProducer"))));
    }

    @Test
    void resourcesDoNotSeeRepositories() {
        holds(noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .areAssignableTo("io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase"));
    }

    /** One that does not would take any kind of body for JSON. */
    @Test
    void everyOperationWithABodySaysWhichKindsItTakes() {
        holds(methods()
                .that(describe("take a body", ArchitectureTest::takesABody))
                .should()
                .beAnnotatedWith(CONSUMES)
                .orShould()
                .beDeclaredInClassesThat()
                .areAnnotatedWith(CONSUMES));
    }

    private static boolean takesABody(JavaMethod method) {
        boolean writes =
                Stream.of("POST", "PUT", "PATCH").anyMatch(verb -> method.isAnnotatedWith("jakarta.ws.rs." + verb));
        return writes
                && method.getParameters().stream()
                        .anyMatch(parameter -> parameter.getAnnotations().stream()
                                .noneMatch(annotation ->
                                        annotation.getRawType().getPackageName().startsWith("jakarta.ws.rs")));
    }

    @Test
    void nothingWaitsAndNoTimeIsTakenFromTheMachineUnasked() {
        holds(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.sotto.runtime.isolation.StartupCheck")
                .should()
                .callMethodWhere(describe(
                        "wait",
                        call -> call.getTarget().getName().equals("await")
                                && call.getTargetOwner().getPackageName().startsWith("io.smallrye.mutiny"))));
        holds(noClasses()
                .should()
                .callMethodWhere(describe(
                        "take the time",
                        call -> call.getTarget().getName().equals("now")
                                && call.getTargetOwner().getPackageName().equals("java.time")
                                && call.getTarget().getRawParameterTypes().isEmpty()))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class));
    }

    private static boolean calls(JavaClass type, String door) {
        return type.getMethodCallsFromSelf().stream().anyMatch(call -> isDoor(call, door));
    }

    private static boolean isDoor(JavaMethodCall call, String door) {
        return call.getTargetOwner().getName().equals(TRANSACTIONS)
                && call.getTarget().getName().equals(door);
    }

    private static void holds(ArchRule rule) {
        rule.check(main);
    }
}
