package dev.sotto.e2e.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests every operation, as every kind of caller, with every person's ids in every place, against {@code policy.csv}.
 */
@ExtendWith(CanaryWatch.class)
class MatrixTest {
    private static final int AT_ONCE = 4;

    private static final List<Operation> OPERATIONS = Operation.all();
    private static final JsonNode REQUESTS = Template.readAll();

    @Test
    void policyAndOpenApiDocumentsHaveTheSameOperations() {
        Set<String> documented = OPERATIONS.stream().map(Operation::id).collect(Collectors.toCollection(TreeSet::new));

        assertThat(new TreeSet<>(PolicyFile.read().operations())).isEqualTo(documented);
        Set<String> asked = new TreeSet<>();
        REQUESTS.fieldNames().forEachRemaining(asked::add);
        assertThat(asked).isEqualTo(documented);
    }

    @Test
    void triesEveryPlaceOfAnId() {
        for (Operation operation : OPERATIONS) {
            assertThat(template(operation).things().keySet())
                    .as("the places of ids of " + operation)
                    .containsAll(operation.ids());
        }
    }

    @Test
    void everyCellMatchesThePolicy() {
        long start = System.nanoTime();
        World world = World.built();
        Matrix matrix = new Matrix(world, PolicyFile.read());
        long before = world.client.requests();

        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            CompletableFuture.allOf(OPERATIONS.stream()
                            .map(MatrixTest::template)
                            .filter(template -> !template.isLast())
                            .map(template -> CompletableFuture.runAsync(() -> matrix.ask(template), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
            OPERATIONS.stream()
                    .map(MatrixTest::template)
                    .filter(Template::isLast)
                    .forEach(matrix::ask);
        } finally {
            threads.shutdown();
        }

        System.out.println(String.format(
                Locale.ROOT,
                "matrix: %d operations, %d kinds of callers, %d cells, %d requests, %.1f s, %d findings",
                OPERATIONS.size(),
                matrix.callers().size(),
                matrix.cells(),
                world.client.requests() - before,
                (System.nanoTime() - start) / 1e9,
                matrix.findings().size()));
        assertThat(matrix.findings()).isEmpty();
    }

    private static Template template(Operation operation) {
        return new Template(operation, REQUESTS.path(operation.id()));
    }
}
