package dev.sotto.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules of {@link ArchitectureTest}. {@link PlantedClassesTest} breaks each of them. */
final class ArchitectureRules {

    static final List<String> SERVICES =
            List.of("dev.sotto.resellers..", "dev.sotto.tenants..", "dev.sotto.jobs..", "dev.sotto.billing..");

    static final ArchRule CONTRACTS_RUN_NOTHING = classes()
            .that()
            .resideInAPackage("dev.sotto.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sotto.model..",
                    "java..",
                    "com.fasterxml.jackson.annotation..",
                    "com.ibm.icu.text..",
                    "jakarta.validation..",
                    "org.jspecify..");

    static final ArchRule ONLY_SCOPED_TRANSACTION_REACHES_THE_DATABASE = noClasses()
            .that(describe("are not part of ScopedTransaction", type -> !DatabaseAccess.isAllowed(type)))
            .should()
            .dependOnClassesThat(describe("lead to the database", DatabaseAccess::leadsThere));

    /** With pipelining, one caller's read could run inside another caller's open transaction. */
    static final ArchRule CONNECTIONS_ARE_LENT_TO_ONE_AT_A_TIME = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "make a client that pipelines (PgBuilder.client)",
                    access -> isOf(access, "io.vertx")
                            && access.getTargetOwner().getPackageName().contains("pgclient")
                            && access.getTarget().getName().equals("client")));

    static final ArchRule NO_ENTITY_IS_REMOVED_BY_SESSION = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "remove an entity by its session (EditTransaction.deleteOne)", ArchitectureRules::isRemoval));

    static final ArchRule A_USE_CASE_TAKES_ONE_DOOR = noClasses()
            .should(new ArchCondition<JavaClass>("open both kinds of transaction") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    boolean both = opens(item, "edit") && opens(item, "sql");
                    events.add(
                            new SimpleConditionEvent(item, both, item.getName() + " opens both kinds of transaction"));
                }
            });

    static final ArchRule ONLY_THE_OUTBOX_SENDS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sotto.runtime.outbox..")
            .should()
            .dependOnClassesThat(describe(
                    "send to Kafka",
                    type -> type.getName().endsWith("Emitter")
                                    && type.getPackageName().contains("messaging")
                            || type.getName().endsWith("KafkaProducer")));

    static final ArchRule RESOURCES_DO_NOT_SEE_REPOSITORIES = noClasses()
            .that()
            .haveSimpleNameEndingWith("Resource")
            .should()
            .dependOnClassesThat()
            .areAssignableTo("io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase");

    /** Without the annotation, an operation would parse any body as JSON. */
    static final ArchRule EVERY_OPERATION_WITH_A_BODY_SAYS_WHICH_KINDS_IT_TAKES = methods()
            .that(describe("take a body", ArchitectureRules::takesABody))
            .should()
            .beAnnotatedWith("jakarta.ws.rs.Consumes")
            .orShould()
            .beDeclaredInClassesThat()
            .areAnnotatedWith("jakarta.ws.rs.Consumes");

    static final ArchRule NOTHING_WAITS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.sotto.runtime.isolation.StartupCheck")
            .should()
            .accessTargetWhere(describe(
                    "wait",
                    access -> isOf(access, "io.smallrye.mutiny")
                            && access.getTarget().getName().equals("await")));

    static final ArchRule TIME_COMES_FROM_THE_CLOCK = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "take the time",
                    access -> isOf(access, "java.time")
                            && access.getTarget().getFullName().endsWith(".now()")));

    static final ArchRule NOTHING_IS_KEPT_BY_THREAD =
            noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

    private ArchitectureRules() {}

    /** For one of {@link #SERVICES}. */
    static ArchRule knowsNoOther(String service) {
        String[] others =
                SERVICES.stream().filter(other -> !other.equals(service)).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(service)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    /** Compares the packages of a module by their first name below {@code root}. */
    static ArchRule hasNoCycle(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    private static boolean isOf(JavaAccess<?> access, String packages) {
        return access.getTargetOwner().getPackageName().startsWith(packages);
    }

    private static boolean isRemoval(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        return owner.getName().startsWith("org.hibernate.reactive.mutiny.Mutiny") && name.startsWith("remove")
                || owner.isAssignableTo("io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase")
                        && (name.equals("deleteById") || name.equals("delete") && isOfObjects(access));
    }

    private static boolean isOfObjects(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream()
                        .allMatch(type -> type.getName().equals("java.lang.Object") || type.isArray());
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

    private static boolean opens(JavaClass type, String kind) {
        return type.getCodeUnitAccessesFromSelf().stream()
                .anyMatch(access -> access.getTargetOwner().getName().equals(DatabaseAccess.TRANSACTIONS)
                        && access.getTarget().getName().equals(kind));
    }

    /** The classes that lead to the database, and the few classes that may use them. */
    private static final class DatabaseAccess {

        static final String TRANSACTIONS = "dev.sotto.runtime.isolation.ScopedTransaction";

        private static final Set<String> ALLOWED = Set.of(
                TRANSACTIONS,
                "dev.sotto.runtime.isolation.SqlTransaction",
                "dev.sotto.runtime.isolation.OrmTransaction",
                "dev.sotto.runtime.database.Connections",
                "dev.sotto.runtime.isolation.StartupCheck",
                // A change of the migration step, which has a login and a connection of its own.
                "dev.sotto.runtime.migration.NormalizeEmails",
                "dev.sotto.runtime.database.DedicatedConnections",
                // Listens, and reads no table.
                "dev.sotto.runtime.database.Notifications",
                // Holds its advisory lock on a separate connection.
                "dev.sotto.runtime.outbox.RelayLock");

        private static final List<String> CLIENTS = List.of(
                "io.vertx.sqlclient", "io.vertx.mutiny.sqlclient", "io.vertx.pgclient", "io.vertx.mutiny.pgclient");

        /** Values that go into statements and come out of them. */
        private static final Set<String> VALUES = Set.of("Row", "RowSet", "RowIterator", "Tuple", "Numeric");

        private static final List<String> PACKAGES = List.of(
                "org.hibernate.reactive",
                "io.quarkus.reactive.datasource",
                "io.quarkus.reactive.pg.client",
                "javax.sql",
                "java.sql",
                "io.agroal",
                "io.quarkus.agroal",
                "org.postgresql",
                "liquibase",
                "io.quarkus.liquibase",
                "jakarta.transaction");

        private static final Set<String> CLASSES = Set.of(
                "io.quarkus.hibernate.reactive.panache.Panache",
                "io.quarkus.hibernate.reactive.panache.PanacheEntity",
                "io.quarkus.hibernate.reactive.panache.PanacheEntityBase",
                "io.quarkus.hibernate.reactive.panache.common.WithSession",
                "io.quarkus.hibernate.reactive.panache.common.WithSessionOnDemand",
                "io.quarkus.hibernate.reactive.panache.common.WithTransaction",
                "jakarta.persistence.EntityManager",
                "jakarta.persistence.EntityManagerFactory",
                "jakarta.persistence.Persistence",
                "org.hibernate.Session",
                "org.hibernate.SessionFactory",
                "org.hibernate.StatelessSession");

        private DatabaseAccess() {}

        static boolean isAllowed(JavaClass type) {
            return ALLOWED.contains(type.getName().replaceFirst("\\$.*", ""));
        }

        static boolean leadsThere(JavaClass type) {
            JavaClass element = type.getBaseComponentType();
            String name = element.getSimpleName();
            if (isIn(element, CLIENTS)) {
                return !VALUES.contains(name) && !name.endsWith("Exception");
            }
            return CLASSES.contains(element.getName()) || isIn(element, PACKAGES) && !name.equals("SQLException");
        }

        private static boolean isIn(JavaClass type, List<String> packages) {
            String own = type.getPackageName();
            return packages.stream().anyMatch(each -> own.equals(each) || own.startsWith(each + "."));
        }
    }
}
