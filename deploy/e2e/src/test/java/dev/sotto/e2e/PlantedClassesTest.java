package dev.sotto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.sotto.jobs.planted.BrokenRules;
import dev.sotto.jobs.planted.Needing;
import dev.sotto.jobs.planted.WaysToTheDatabase;
import dev.sotto.jobs.plantedtoo.NeedingBack;
import dev.sotto.model.planted.RunningContract;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of {@link ArchitectureRules} detects the classes that break it on purpose. */
class PlantedClassesTest {

    private static final Map<Class<?>, ArchRule> BROKEN = Map.ofEntries(
            Map.entry(RunningContract.class, ArchitectureRules.CONTRACTS_RUN_NOTHING),
            Map.entry(BrokenRules.KnowsAnotherService.class, ArchitectureRules.knowsNoOther("dev.sotto.jobs..")),
            Map.entry(BrokenRules.Pipelines.class, ArchitectureRules.CONNECTIONS_ARE_LENT_TO_ONE_AT_A_TIME),
            Map.entry(BrokenRules.RemovesAnEntity.class, ArchitectureRules.NO_ENTITY_IS_REMOVED_BY_SESSION),
            Map.entry(BrokenRules.RemovesById.class, ArchitectureRules.NO_ENTITY_IS_REMOVED_BY_SESSION),
            Map.entry(BrokenRules.TakesBothDoors.class, ArchitectureRules.A_USE_CASE_TAKES_ONE_DOOR),
            Map.entry(BrokenRules.Sends.class, ArchitectureRules.ONLY_THE_OUTBOX_SENDS),
            Map.entry(BrokenRules.PlantedResource.class, ArchitectureRules.RESOURCES_DO_NOT_SEE_REPOSITORIES),
            Map.entry(
                    BrokenRules.TakesAnyBody.class,
                    ArchitectureRules.EVERY_OPERATION_WITH_A_BODY_SAYS_WHICH_KINDS_IT_TAKES),
            Map.entry(BrokenRules.Waits.class, ArchitectureRules.NOTHING_WAITS),
            Map.entry(BrokenRules.AsksTheMachine.class, ArchitectureRules.TIME_COMES_FROM_THE_CLOCK),
            Map.entry(BrokenRules.AsksTheMachineLater.class, ArchitectureRules.TIME_COMES_FROM_THE_CLOCK),
            Map.entry(BrokenRules.KeepsByThread.class, ArchitectureRules.NOTHING_IS_KEPT_BY_THREAD));

    static Stream<Class<?>> planted() {
        return BROKEN.keySet().stream();
    }

    static Stream<Class<?>> waysToTheDatabase() {
        return Stream.of(WaysToTheDatabase.class.getDeclaredClasses());
    }

    @ParameterizedTest
    @MethodSource("planted")
    void breaksItsRule(Class<?> planted) {
        assertThat(violations(BROKEN.get(planted), planted)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("waysToTheDatabase")
    void everyWayToTheDatabaseIsDetected(Class<?> planted) {
        assertThat(violations(ArchitectureRules.ONLY_SCOPED_TRANSACTION_REACHES_THE_DATABASE, planted))
                .isNotEmpty();
    }

    @Test
    void packageCycleIsDetected() {
        ArchRule rule = ArchitectureRules.hasNoCycle("dev.sotto.jobs");

        assertThat(violations(rule, Needing.class, NeedingBack.class)).hasSize(1);
        assertThat(violations(rule, Needing.class)).isEmpty();
    }

    @Test
    void everyRuleHasAPlantedClass() {
        Set<ArchRule> rules = Stream.of(ArchitectureRules.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == ArchRule.class)
                .map(PlantedClassesTest::rule)
                .collect(Collectors.toSet());
        rules.remove(ArchitectureRules.ONLY_SCOPED_TRANSACTION_REACHES_THE_DATABASE);

        assertThat(BROKEN.values()).containsAll(rules);
    }

    private static ArchRule rule(Field field) {
        try {
            return (ArchRule) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Iterable<String> violations(ArchRule rule, Class<?>... planted) {
        return rule.evaluate(new ClassFileImporter().importClasses(planted))
                .getFailureReport()
                .getDetails();
    }
}
