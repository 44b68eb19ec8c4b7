package dev.sotto.jobs.queue;

import static dev.sotto.jobs.Sotto.change;
import static dev.sotto.jobs.Sotto.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.queue.TestQueue.Held;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.runtime.isolation.ScopedTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue's rules, by its own statements on PostgreSQL. */
@QuarkusTest
class JobQueueTest {

    private static final int RESELLER_LIMIT = 1000;

    @Inject
    ScopedTransaction transactions;

    @Inject
    Vertx vertx;

    private TestQueue queue;

    @BeforeEach
    void aQueue() {
        queue = new TestQueue(transactions, vertx, RESELLER_LIMIT);
    }

    @AfterEach
    void empty() {
        queue.empty();
    }

    @Test
    void firstComesFirstInsideATenant() {
        UUID tenant = queue.tenant(1, 10);
        List<UUID> jobs =
                IntStream.range(0, 5).mapToObj(job -> queue.job(tenant, 60_000)).toList();

        assertThat(oneByOne(3)).extracting(Held::id).containsExactlyElementsOf(jobs.subList(0, 3));
        assertThat(queue.claim(3)).extracting(Held::id).containsExactlyInAnyOrderElementsOf(jobs.subList(3, 5));
        assertThat(queue.claim(1)).isEmpty();
        assertThat(queue.miscounted()).isEmpty();
    }

    @Test
    void tenantsShareByWeight() {
        UUID light = queue.tenant(1, 100);
        UUID heavy = queue.tenant(3, 100);
        IntStream.range(0, 40).forEach(job -> queue.job(light, 10_000));
        IntStream.range(0, 40).forEach(job -> queue.job(heavy, 10_000));

        Map<UUID, Integer> begun = new HashMap<>();
        IntStream.range(0, 20)
                .forEach(round -> queue.claim(2).forEach(held -> begun.merge(held.tenant(), 1, Integer::sum)));

        assertThat(begun.get(light)).isBetween(9, 11);
        assertThat(begun.get(heavy)).isBetween(29, 31);
    }

    /** Whatever the batches are, jobs start in the order in which they would one at a time. */
    @Test
    void startsInTheOrderOfTheModel() {
        Random random = new Random(18);
        QueueModel model = new QueueModel();
        List<UUID> tenants = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int weight = 1 + random.nextInt(4);
            UUID tenant = queue.tenant(weight, 1000);
            change(
                    "update queue_tenants set virtual_time = (select last_value from queue_clock) where tenant_id = ?",
                    tenant);
            tenants.add(tenant);
            model.tenant(tenant.toString(), weight);
        }
        for (int i = 0; i < 60; i++) {
            UUID tenant = tenants.get(random.nextInt(tenants.size()));
            long cost = 1_000 + random.nextInt(300_000);
            queue.job(tenant, cost);
            model.job(tenant.toString(), cost);
        }

        List<String> begun = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        while (begun.size() < 60) {
            List<Held> claimed = queue.claim(1 + random.nextInt(6));
            assertThat(claimed).isNotEmpty();
            claimed.forEach(held -> begun.add(held.tenant().toString()));
            List<String> batch = claimed.stream().map(held -> model.next()).toList();
            expected.addAll(batch);
            // A batch is a set: the workers begin it together.
            assertThat(begun.stream().sorted())
                    .containsExactlyElementsOf(expected.stream().sorted().toList());
        }
    }

    @Test
    void drainIsFair() {
        Random random = new Random(7);
        List<UUID> tenants =
                IntStream.range(0, 10).mapToObj(each -> queue.tenant(1, 3)).toList();
        for (UUID tenant : tenants) {
            int jobs = 50;
            long typical = 5_000 + random.nextInt(25_000);
            IntStream.range(0, jobs).forEach(job -> queue.job(tenant, typical + random.nextInt(2_000)));
        }
        Map<UUID, Long> served = new HashMap<>();
        Deque<Held> running = new ArrayDeque<>();
        for (int step = 0; step < 250; step++) {
            running.addAll(queue.claim(8 - running.size()));
            assertThat(running).as("no slot idles").hasSize(8);
            Held ended = running.poll();
            served.merge(ended.tenant(), cost(ended.id()), Long::sum);
            assertThat(queue.ends(ended)).isTrue();
        }

        double sum = served.values().stream().mapToDouble(Long::doubleValue).sum();
        double squares = served.values().stream()
                .mapToDouble(each -> (double) each * each)
                .sum();
        assertThat(served).hasSize(tenants.size());
        assertThat(sum * sum / (tenants.size() * squares)).as("Jain's index").isGreaterThan(0.99);
        assertThat(queue.miscounted()).isEmpty();
    }

    private static long cost(UUID job) {
        return Long.parseLong(
                rows("select audio_ms from jobs where id = ?", job).get(0));
    }

    @Test
    void noCreditIsSavedInAPause() {
        UUID away = queue.tenant(1, 100);
        UUID busy = queue.tenant(1, 100);
        IntStream.range(0, 30).forEach(job -> queue.job(busy, 60_000));
        assertThat(queue.claim(20)).hasSize(20);
        IntStream.range(0, 10).forEach(job -> queue.job(away, 60_000));

        List<Held> next = queue.claim(10);

        assertThat(next.stream().filter(held -> held.tenant().equals(away)).count())
                .isBetween(5L, 6L);
    }

    @Test
    void priorityNeverReachesBeyondTheTenant() {
        UUID pushing = queue.tenant(1, 100);
        UUID modest = queue.tenant(1, 100);
        IntStream.range(0, 10).forEach(job -> queue.job(modest, 60_000));
        UUID low = queue.job(pushing, 60_000, JobPriority.LOW);
        UUID normal = queue.job(pushing, 60_000, JobPriority.NORMAL);
        List<UUID> high = IntStream.range(0, 8)
                .mapToObj(job -> queue.job(pushing, 60_000, JobPriority.HIGH))
                .toList();

        List<Held> begun = oneByOne(20);

        assertThat(begun.subList(0, 10).stream()
                        .filter(held -> held.tenant().equals(modest))
                        .count())
                .isEqualTo(5);
        assertThat(begun.stream().filter(held -> held.tenant().equals(pushing)).map(Held::id))
                .startsWith(high.toArray(UUID[]::new))
                .endsWith(normal, low);
    }

    @Test
    void heldTenantComesBackAtItsPlaceWithoutCredit() {
        UUID held = queue.tenant(1, 100);
        UUID other = queue.tenant(1, 100);
        List<UUID> first =
                IntStream.range(0, 4).mapToObj(job -> queue.job(held, 60_000)).toList();
        change("update queue_tenants set held = true where tenant_id = ?", held);
        IntStream.range(0, 20).forEach(job -> queue.job(other, 60_000));

        assertThat(queue.claim(5)).extracting(Held::tenant).containsOnly(other).hasSize(5);
        change("update queue_tenants set held = false where tenant_id = ?", held);
        List<Held> next = oneByOne(4);
        assertThat(next.stream().filter(each -> each.tenant().equals(held)).map(Held::id))
                .startsWith(first.get(0));
    }

    @Test
    void limitsAreExactWithSixteenClaimers() {
        int limitOfReseller = 7;
        queue = new TestQueue(transactions, vertx, limitOfReseller);
        List<UUID> tenants = IntStream.range(0, 6)
                .mapToObj(each -> queue.tenant(1 + each % 3, 2))
                .toList();
        int all = 180;
        IntStream.range(0, all).forEach(job -> queue.job(tenants.get(job % tenants.size()), 1_000 + job));
        Set<UUID> done = ConcurrentHashMap.newKeySet();
        AtomicInteger most = new AtomicInteger();
        List<String> broken = new java.util.concurrent.CopyOnWriteArrayList<>();
        ExecutorService claimers = Executors.newFixedThreadPool(16);
        try {
            CompletableFuture<?>[] claiming = IntStream.range(0, 16)
                    .mapToObj(claimer -> CompletableFuture.runAsync(
                            () -> {
                                Random random = new Random(claimer);
                                while (done.size() < all && broken.isEmpty()) {
                                    for (Held held : queue.claim(1 + random.nextInt(3))) {
                                        running(tenants, limitOfReseller, most, broken);
                                        if (random.nextInt(5) == 0) {
                                            queue.putBack(held, false);
                                        } else if (!queue.ends(held) || !done.add(held.id())) {
                                            broken.add("twice: " + held);
                                        }
                                    }
                                }
                            },
                            claimers))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(claiming).join();
        } finally {
            claimers.shutdownNow();
        }

        assertThat(broken).isEmpty();
        assertThat(done).hasSize(all);
        assertThat(most.get()).as("the reseller's places were all used").isEqualTo(limitOfReseller);
        assertThat(queue.miscounted()).isEmpty();
    }

    private void running(List<UUID> tenants, int limitOfReseller, AtomicInteger most, List<String> broken) {
        long all = 0;
        for (String row : rows("""
                select tenant_id, count(*) from dispatch where worker is not null and tenant_id = any (?) group by 1
                """, (Object) tenants.toArray(UUID[]::new))) {
            long running = Long.parseLong(row.split("\\|")[1]);
            all += running;
            if (running > 2) {
                broken.add("tenant " + row);
            }
        }
        most.accumulateAndGet((int) all, Math::max);
        if (all > limitOfReseller) {
            broken.add("reseller " + all);
        }
    }

    @Test
    void fullResellerDoesNotKeepOthersWaiting() {
        TestQueue full = new TestQueue(transactions, vertx, 2);
        List<UUID> tenants =
                IntStream.range(0, 5).mapToObj(each -> full.tenant(1, 5)).toList();
        tenants.forEach(tenant -> IntStream.range(0, 3).forEach(job -> full.job(tenant, 1_000)));
        assertThat(full.claim(10)).hasSize(2);
        assertThat(full.isAdmissible()).isFalse();

        UUID other = queue.tenant(1, 5);
        UUID job = queue.job(other, 1_000_000, JobPriority.NORMAL, full.need());
        assertThat(full.claim(1)).extracting(Held::id).containsExactly(job);
        full.empty();
    }

    @Test
    void lostJobKeepsItsPlaceAmongTheRunning() {
        UUID tenant = queue.tenant(1, 1);
        queue.job(tenant, 1_000);
        queue.job(tenant, 1_000);
        Held lost = queue.claim(2).get(0);
        assertThat(queue.claim(2)).as("the tenant's limit is one").isEmpty();
        change("update dispatch set lease_until = now() - interval '1 second' where job_id = ?", lost.id());
        change("update queue_tenants set held = true where tenant_id = ?", tenant);

        List<Held> again = queue.claim(2);

        assertThat(again)
                .extracting(Held::id, Held::attempt)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(lost.id(), 2));
        assertThat(queue.ends(lost)).as("the lost worker's fence").isFalse();
        assertThat(queue.miscounted()).isEmpty();
        assertThat(queue.ends(again.get(0))).isTrue();
        assertThat(queue.miscounted()).isEmpty();
    }

    @Test
    void whatDoesNotCountCostsNothing() {
        UUID tenant = queue.tenant(2, 5);
        queue.job(tenant, 50_000);
        long before = virtualTime(tenant);
        Held first = queue.claim(1).get(0);
        assertThat(virtualTime(tenant) - before).isEqualTo(FairShare.charge(50_000, 2));
        queue.putBack(first, false);
        assertThat(virtualTime(tenant)).isEqualTo(before);
        queue.putBack(queue.claim(1).get(0), true);
        assertThat(virtualTime(tenant) - before).isEqualTo(FairShare.charge(50_000, 2));
    }

    private List<Held> oneByOne(int jobs) {
        return IntStream.range(0, jobs).mapToObj(each -> queue.claim(1).get(0)).toList();
    }

    private long virtualTime(UUID tenant) {
        return queue.number("select virtual_time from queue_tenants where tenant_id = ?", tenant);
    }

    @Test
    void workerTakesOnlyWhatItsEnginesCanDo() {
        UUID tenant = queue.tenant(1, 10);
        String own = queue.need();
        UUID hard = queue.job(tenant, 1_000, JobPriority.HIGH, own, "engine:away");
        UUID easy = queue.job(tenant, 1_000, JobPriority.LOW, own);

        assertThat(queue.claim(5, own)).extracting(Held::id).containsExactly(easy);
        assertThat(queue.claim(5, own)).isEmpty();
        assertThat(queue.isAdmissible()).isFalse();
        assertThat(queue.claim(5, own, "engine:away", "more"))
                .extracting(Held::id)
                .containsExactly(hard);
    }

    @Test
    void jobThatPausesDoesNotHoldUpTheNext() {
        UUID tenant = queue.tenant(1, 10);
        UUID pausing = queue.job(tenant, 1_000);
        UUID next = queue.job(tenant, 1_000);
        change("update dispatch set lease_until = now() + interval '1 hour' where job_id = ?", pausing);

        assertThat(queue.claim(2)).extracting(Held::id).containsExactly(next);
    }

    @Test
    void lowerLimitStopsNobodyAndStartsNobody() {
        UUID tenant = queue.tenant(1, 3);
        IntStream.range(0, 5).forEach(job -> queue.job(tenant, 1_000));
        List<Held> running = queue.claim(5);
        assertThat(running).hasSize(3);
        change("update queue_tenants set concurrency = 1 where tenant_id = ?", tenant);

        queue.ends(running.get(0));
        queue.ends(running.get(1));
        assertThat(queue.claim(5)).isEmpty();
        queue.ends(running.get(2));
        assertThat(queue.claim(5)).hasSize(1);
    }
}
