package dev.sotto.e2e;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The few rules about structure that matter; CONTRIBUTING explains each. */
class ArchitectureTest {

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
    void checksAllModules() {
        for (String service : ArchitectureRules.SERVICES) {
            assertThat(main.that(resideInAnyPackage(service))).as(service).hasSizeGreaterThan(5);
        }
        assertThat(main.that(resideInAnyPackage("dev.sotto.model.."))).hasSizeGreaterThan(5);
        assertThat(main.that(resideInAnyPackage("dev.sotto.runtime.."))).hasSizeGreaterThan(5);
    }

    @Test
    void contractsContainNoRuntimeCode() {
        ArchitectureRules.CONTRACTS_RUN_NOTHING.check(main);
    }

    @Test
    void servicesDoNotDependOnEachOther() {
        for (String service : ArchitectureRules.SERVICES) {
            ArchitectureRules.knowsNoOther(service).check(main);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.sotto.model",
                "dev.sotto.runtime",
                "dev.sotto.resellers",
                "dev.sotto.tenants",
                "dev.sotto.jobs",
                "dev.sotto.billing"
            })
    void packagesOfAModuleHaveNoCycles(String module) {
        ArchitectureRules.hasNoCycle(module).check(main);
    }

    @Test
    void onlyScopedTransactionReachesTheDatabase() {
        ArchitectureRules.ONLY_SCOPED_TRANSACTION_REACHES_THE_DATABASE.check(main);
    }

    @Test
    void connectionsServeOneCallerAtATime() {
        ArchitectureRules.CONNECTIONS_ARE_LENT_TO_ONE_AT_A_TIME.check(main);
    }

    @Test
    void entitiesAreNotRemovedThroughTheSession() {
        ArchitectureRules.NO_ENTITY_IS_REMOVED_BY_SESSION.check(main);
    }

    @Test
    void useCasesUseOneKindOfTransaction() {
        ArchitectureRules.A_USE_CASE_TAKES_ONE_DOOR.check(main);
    }

    @Test
    void onlyTheOutboxSends() {
        ArchitectureRules.ONLY_THE_OUTBOX_SENDS.check(main);
    }

    @Test
    void resourcesDoNotSeeRepositories() {
        ArchitectureRules.RESOURCES_DO_NOT_SEE_REPOSITORIES.check(main);
    }

    @Test
    void operationsWithABodyDeclareTheirMediaTypes() {
        ArchitectureRules.EVERY_OPERATION_WITH_A_BODY_SAYS_WHICH_KINDS_IT_TAKES.check(main);
    }

    @Test
    void mainCodeDoesNotBlock() {
        ArchitectureRules.NOTHING_WAITS.check(main);
    }

    @Test
    void timeComesFromTheInjectedClock() {
        ArchitectureRules.TIME_COMES_FROM_THE_CLOCK.check(main);
    }

    @Test
    void mainCodeUsesNoThreadLocals() {
        ArchitectureRules.NOTHING_IS_KEPT_BY_THREAD.check(main);
    }
}
