package dev.sotto.jobs.queue;

import static dev.sotto.jobs.Sotto.change;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.Sotto;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.runtime.isolation.ScopedTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QueuePositionsTest {

    @Inject
    ScopedTransaction transactions;

    @Inject
    Vertx vertx;

    @Inject
    QueuePositions positions;

    @Inject
    QueueState state;

    private TestQueue queue;

    @BeforeEach
    void aQueue() {
        queue = new TestQueue(transactions, vertx, 1000);
    }

    @AfterEach
    void empty() {
        queue.empty();
    }

    @Test
    void countsTheTenantsOwnJobsInTheirOrder() {
        UUID tenant = queue.tenant(1, 1);
        UUID other = queue.tenant(1, 1);
        queue.job(other, 1_000);
        UUID running = queue.job(tenant, 1_000);
        change("update queue_tenants set held = true where tenant_id = ?", other);
        queue.claim(1);
        UUID low = queue.job(tenant, 1_000, JobPriority.LOW);
        UUID first = queue.job(tenant, 1_000);
        UUID second = queue.job(tenant, 1_000);
        UUID high = queue.job(tenant, 1_000, JobPriority.HIGH);

        Map<UUID, Place> places = of(tenant, List.of(low, second, first, high, running));

        assertThat(places.entrySet())
                .extracting(Map.Entry::getKey, place -> place.getValue().position())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(high, 0L),
                        org.assertj.core.groups.Tuple.tuple(first, 1L),
                        org.assertj.core.groups.Tuple.tuple(second, 2L),
                        org.assertj.core.groups.Tuple.tuple(low, 3L));
    }

    @Test
    void aHeldTenantsJobsHaveAPlaceAndNoTime() {
        UUID tenant = queue.tenant(1, 1);
        UUID job = queue.job(tenant, 1_000);
        change("update queue_tenants set reseller_held = true where tenant_id = ?", tenant);

        assertThat(of(tenant, List.of(job))).containsExactly(Map.entry(job, new Place(0, null)));
    }

    @Test
    void loadCountsWhatWaitsAndRuns() {
        UUID tenant = queue.tenant(3, 1);
        QueueLoad before = Sotto.run(vertx, state.load());
        queue.job(tenant, 7_000);
        queue.job(tenant, 5_000);
        queue.claim(1);

        QueueLoad after = Sotto.run(vertx, state.load());

        assertThat(after.running() - before.running()).isEqualTo(1);
        assertThat(after.runningMs() - before.runningMs()).isEqualTo(7_000);
        assertThat(after.waitingMs() - before.waitingMs()).isEqualTo(5_000);
        assertThat(after.weights() - before.weights()).isEqualTo(3);
        assertThat(after.slots()).as("the workers of the service that runs").isEqualTo(2);
    }

    private Map<UUID, Place> of(UUID tenant, List<UUID> jobs) {
        return Sotto.run(vertx, positions.of(tenant, jobs));
    }
}
