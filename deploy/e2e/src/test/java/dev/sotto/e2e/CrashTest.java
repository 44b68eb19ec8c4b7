package dev.sotto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.e2e.isolation.CanaryWatch;
import dev.sotto.local.Sotto;
import dev.sotto.local.walk.Answer;
import dev.sotto.local.walk.Await;
import dev.sotto.local.walk.Recording;
import dev.sotto.servers.Databases;
import dev.sotto.servers.KafkaProbe;
import dev.sotto.testing.TestTimeout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Kills processes with SIGKILL where it could lose money or recordings. After each restart: the job is completed once,
 * each resource has one usage record, every committed event was delivered, and the quota is correct.
 */
@ExtendWith(CanaryWatch.class)
class CrashTest {

    /** Two seconds of speech, because these tests need only a short job. */
    static final Recording CLIP =
            Recording.of(Path.of("..", "..", "job-service", "src", "test", "resources", "audio", "clip.mp3"));

    private static final List<String> ONE_OF_EACH = List.of("Processing", "Storage");

    private final Sotto sotto = RunningSotto.running();
    private final Customer customer = new Customer(sotto);
    private final Database jobs = new Database(sotto, "job");
    private final Database billing = new Database(sotto, "billing");

    @AfterEach
    void everythingIsUpAgain() {
        for (String name : Databases.SERVICES) {
            if (!sotto.service(name + "-service").isAlive()) {
                sotto.service(name + "-service").restart();
            }
        }
    }

    @Test
    void jobCompletesAfterJobServiceIsKilledDuringTranscription() {
        String job = customer.submit(CLIP);
        assertThat(customer.awaitStatus(job, "Processing")).isEqualTo("Processing");

        sotto.service("job-service").kill();
        jobs.change("update dispatch set lease_until = now() where job_id = '" + job + "'");
        sotto.service("job-service").restart();

        isCompletedAndBilledOnce(job);
        assertThat(jobs.number("select attempt from jobs where id = '" + job + "'"))
                .isGreaterThan(1);
    }

    @Test
    void usageIsBilledOnceAfterBillingServiceIsKilledBeforeCommit() {
        String job;
        try (Database.Lock held = billing.lock("usage_records", "share")) {
            job = customer.submit(CLIP);
            await(
                    "the usage record waits for its table",
                    () -> billing.waiting("usage_records", "RowExclusiveLock") > 0);
            sotto.service("billing-service").kill();
        }
        sotto.service("billing-service").restart();

        isCompletedAndBilledOnce(job);
    }

    @Test
    void eventsAreDeliveredAfterRelayIsKilledBeforeMarking() {
        String job = customer.submit(CLIP);
        CompletableFuture<Database.Lock> behindTheCompletion;
        try (Database.Lock all = jobs.lock("outbox", "access exclusive")) {
            await("the completion waits to append its event", () -> jobs.waiting("outbox", "RowExclusiveLock") > 0);
            // Waits behind the completion: the lock is granted after the completion's commit, before the relay can mark
            // sent events.
            behindTheCompletion = CompletableFuture.supplyAsync(() -> jobs.lock("outbox", "share"));
            await("the next lock is queued", () -> jobs.waiting("outbox", "ShareLock") > 0);
        }
        try (Database.Lock marking = behindTheCompletion.join()) {
            await("the event is on the topic", () -> !copiesOf(job).isEmpty());
            await("the relay waits to mark it", () -> jobs.waiting("outbox", "RowExclusiveLock") > 0);
            sotto.service("job-service").kill();
        }
        sotto.service("job-service").restart();

        isCompletedAndBilledOnce(job);
        await("the event was sent again", () -> copiesOf(job).size() > 1);
        assertThat(customer.usageOf(job, 2)).isEqualTo(ONE_OF_EACH);
    }

    @Test
    void jobsCompleteWithoutKafkaAndEventsFollow() {
        sotto.kafka().kill();
        String job;
        try {
            job = customer.submit(CLIP);
            assertThat(customer.awaitStatus(job, "Completed")).isEqualTo("Completed");
        } finally {
            sotto.kafka().restart();
        }

        isCompletedAndBilledOnce(job);
    }

    @Test
    void answers503WithoutPostgresAndRecovers() {
        sotto.postgres().kill();
        try {
            Answer refused = customer.user().get("/api/v1/quota");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(refused.text()).contains("https://sotto.dev/problems/unavailable");
        } finally {
            sotto.postgres().restart();
        }

        await("the service is back", () -> customer.user().get("/api/v1/quota").status() == 200);
        isCompletedAndBilledOnce(customer.submit(CLIP));
    }

    @Test
    void tokensAreVerifiedWithoutTenantServiceAfterRestart() {
        // job-service asks tenant-service for a tenant that it does not know. So this makes sure that it knows the
        // tenant.
        assertThat(customer.user().get("/api/v1/quota").status()).isEqualTo(200);
        sotto.service("tenant-service").kill();
        assertThat(customer.user().get("/api/v1/quota").status()).isEqualTo(200);
        sotto.service("job-service").kill();
        sotto.service("job-service").restart();

        assertThat(customer.user().get("/api/v1/quota").status()).isEqualTo(200);
        assertThat(customer.user().get("/api/v1/users/me").status()).isEqualTo(503);
    }

    @Test
    void unreadableMessageIsDeadLetteredAndNextOneHandled() {
        KafkaProbe kafka = new KafkaProbe(sotto.kafkaBootstrap());
        String poison = "{ poison " + customer.tenantId();
        Set<String> keys = new HashSet<>();
        for (int number = 0; number < 16; number++) {
            keys.add("poison-" + number);
            kafka.send("job-completed", "poison-" + number, poison);
        }

        isCompletedAndBilledOnce(customer.submit(CLIP));
        var putAside = kafka.read(
                "job-completed-dead-letter", read -> keysOf(read, poison).containsAll(keys), TestTimeout.DURATION);
        // At least once: after a rebalance, a message may be dead-lettered again.
        assertThat(keysOf(putAside, poison)).isEqualTo(keys);
    }

    private void isCompletedAndBilledOnce(String job) {
        assertThat(customer.awaitStatus(job, "Completed")).isEqualTo("Completed");
        assertThat(customer.usageOf(job, 2)).isEqualTo(ONE_OF_EACH);
        await("every event of the jobs is published", () -> unpublished(jobs) == 0);
        await("every event of billing is published", () -> unpublished(billing) == 0);
        assertThat(billing.number("select count(*) from usage_records where job_id = '" + job + "'"))
                .isEqualTo(2);
        assertThat(jobs.number("select count(*) from dispatch where job_id = '" + job + "'"))
                .isZero();
        JsonNode processing = customer.quota().path("processing_ms");
        assertThat(processing.path("reserved").asLong()).isZero();
        assertThat(processing.path("used").asLong())
                .isEqualTo(completedMillis())
                .isPositive();
        assertThat(processing.path("used").asLong()).isEqualTo(billedMillis());
    }

    private long completedMillis() {
        return jobs.number("select sum(audio_ms) from jobs where status = 'Completed' and tenant_id = '"
                + customer.tenantId() + "'");
    }

    private long billedMillis() {
        return billing.number("select sum(amount * 1000)::bigint from usage_records where resource_type = 'Processing'"
                + " and tenant_id = '" + customer.tenantId() + "'");
    }

    private static long unpublished(Database database) {
        return database.number("select count(*) from outbox where published_at is null");
    }

    private List<String> copiesOf(String job) {
        return copies(
                new KafkaProbe(sotto.kafkaBootstrap()).read("job-completed", read -> false, Duration.ofSeconds(1)),
                job);
    }

    private static List<String> copies(List<ConsumerRecord<String, byte[]>> read, String marker) {
        return read.stream()
                .map(KafkaProbe::text)
                .filter(text -> text != null && text.contains(marker))
                .toList();
    }

    private static Set<String> keysOf(List<ConsumerRecord<String, byte[]>> read, String marker) {
        return read.stream()
                .filter(item -> !copies(List.of(item), marker).isEmpty())
                .map(ConsumerRecord::key)
                .collect(Collectors.toSet());
    }

    private static void await(String what, BooleanSupplier so) {
        assertThat(Await.until(so::getAsBoolean, Boolean::booleanValue))
                .as(what)
                .isTrue();
    }
}
