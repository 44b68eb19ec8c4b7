package dev.sotto.billing.usage;

import static dev.sotto.billing.World.as;
import static dev.sotto.billing.World.asAdmin;
import static dev.sotto.billing.World.asPlatform;
import static dev.sotto.billing.World.asReseller;
import static dev.sotto.billing.World.asUser;
import static dev.sotto.billing.World.column;
import static dev.sotto.billing.World.count;
import static dev.sotto.billing.World.envelope;
import static dev.sotto.billing.World.events;
import static dev.sotto.billing.World.execute;
import static dev.sotto.billing.World.jobFact;
import static dev.sotto.billing.World.kafka;
import static dev.sotto.billing.World.send;
import static dev.sotto.billing.World.until;
import static dev.sotto.billing.World.untilHandled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import dev.sotto.model.events.Topic;
import dev.sotto.runtime.json.Ids;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UsageTest {

    private static final String RECORDS = "select count(*) from usage_records where job_id = ?";

    @Inject
    JobCompletedConsumer consumer;

    private final UUID resellerId = UUID.randomUUID();
    private final UUID tenantId = UUID.randomUUID();

    @Test
    void completedJobCreatesOneRecordAndEventPerResource() {
        UUID job = completed(tenantId, 61_234, 1_234_567);

        assertThat(column(
                        "select resource_type || ' ' || amount || ' ' || unit from usage_records where job_id = ? "
                                + "order by resource_type",
                        job))
                .containsExactly("Processing 61.234000 Seconds", "Storage 1.234567 MB");
        List<JsonPath> events = events(Topic.USAGE_RECORDED, job, 2);
        assertThat(events)
                .extracting(event -> event.getString("data.resource_type") + " " + event.getString("data.amount"))
                .containsExactlyInAnyOrder("Processing 61.234000", "Storage 1.234567");
        assertThat(events).extracting(event -> event.getString("tenantid")).containsOnly(tenantId.toString());
        asAdmin(tenantId, resellerId)
                .get("/api/v1/usage-records")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.job_id", equalTo(List.of(job.toString(), job.toString())))
                .body("items.amount", hasItem("61.234000"));
    }

    @Test
    void silentJobIsRecorded() {
        UUID job = completed(tenantId, 0, 0);

        assertThat(column("select amount from usage_records where job_id = ?", job))
                .containsExactly("0.000000", "0.000000");
    }

    @ParameterizedTest
    @CsvSource({"Failed", "Cancelled"})
    void uncompletedJobCreatesNoRecord(String status) {
        UUID job = UUID.randomUUID();
        untilHandled(send(Topic.JOB_COMPLETED, job, jobFact(job, tenantId, resellerId, status, 0, 0)));

        assertThat(count(RECORDS, job)).isZero();
    }

    @Test
    void repeatedAndReorderedDeliveriesHaveOneEffect() {
        List<UUID> jobs = new ArrayList<>();
        List<String> deliveries = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            UUID job = UUID.randomUUID();
            String fact = jobFact(job, tenantId, resellerId, "Completed", 1000, 1_000_000);
            String published = envelope(Topic.JOB_COMPLETED, UUID.randomUUID(), job, fact);
            jobs.add(job);
            deliveries.addAll(List.of(published, published, published));
            // The same data under other event ids, as after the inbox has deleted old ids.
            deliveries.add(envelope(Topic.JOB_COMPLETED, UUID.randomUUID(), job, fact));
            deliveries.add(envelope(Topic.JOB_COMPLETED, UUID.randomUUID(), job, fact));
        }
        Collections.shuffle(deliveries, new Random(7));

        deliverAtOnce(deliveries);

        for (UUID job : jobs) {
            assertThat(column("select resource_type from usage_records where job_id = ? order by 1", job))
                    .containsExactly("Processing", "Storage");
            assertThat(count("select count(*) from outbox where payload like '%' || ? || '%'", job.toString()))
                    .isEqualTo(2);
        }
    }

    private void deliverAtOnce(List<String> deliveries) {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        List<CompletableFuture<Void>> running = deliveries.stream()
                .map(delivery -> CompletableFuture.runAsync(() -> deliver(delivery), threads))
                .toList();
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        threads.shutdown();
    }

    private void deliver(String delivery) {
        byte[] bytes = delivery.getBytes(StandardCharsets.UTF_8);
        try {
            Void unused = VertxContextSupport.subscribeAndAwait(
                    () -> consumer.on(new ConsumerRecord<>("job-completed", 0, 0, "key", bytes)));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void fiveKafkaDeliveriesHaveOneEffect() {
        UUID job = UUID.randomUUID();
        String event = envelope(
                Topic.JOB_COMPLETED, UUID.randomUUID(), job, jobFact(job, tenantId, resellerId, "Completed", 1, 1));
        for (int i = 0; i < 5; i++) {
            kafka().send("job-completed", job.toString(), event);
        }
        // The same key, so it is handled after the five others.
        untilHandled(send(Topic.JOB_COMPLETED, job, jobFact(job, tenantId, resellerId, "Failed", 0, 0)));

        assertThat(count(RECORDS, job)).isEqualTo(2);
        assertThat(count("select count(*) from outbox where payload like '%' || ? || '%'", job.toString()))
                .isEqualTo(2);
    }

    @Test
    void userSeesOnlyUsageOfOwnJobs() {
        UUID job = completed(tenantId, 1000, 2_000_000);
        completed(tenantId, 500, 1_000_000);

        asOwnerOf(job).get("/api/v1/usage-records").then().body("items", hasSize(2));
        asUser(tenantId, resellerId)
                .get("/api/v1/usage-records?tenant_id=" + tenantId)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void aUserGetsTheTotalsOfTheOwnJobsAlone() {
        UUID job = completed(tenantId, 1000, 2_000_000);
        completed(tenantId, 500, 1_000_000);

        asOwnerOf(job)
                .get("/api/v1/usage")
                .then()
                .statusCode(200)
                .body("totals.amount", equalTo(List.of("1.000000", "2.000000")))
                .body("totals.records", equalTo(List.of(1, 1)));
        asOwnerOf(job)
                .get("/api/v1/usage?tenant_id=" + tenantId)
                .then()
                .body("totals.amount", equalTo(List.of("1.000000", "2.000000")));
        asUser(tenantId, resellerId)
                .get("/api/v1/usage?tenant_id=" + tenantId)
                .then()
                .statusCode(200)
                .body("totals", hasSize(0));
        asAdmin(tenantId, resellerId)
                .get("/api/v1/usage")
                .then()
                .body("totals.amount", equalTo(List.of("1.500000", "3.000000")));
    }

    private RequestSpecification asOwnerOf(UUID job) {
        UUID owner = UUID.fromString(column("select distinct user_id::text from usage_records where job_id = ?", job)
                .get(0));
        return as(SottoTestResource.tokens().user(tenantId, resellerId).subject(owner));
    }

    @Test
    void filtersNarrow() {
        UUID job = completed(tenantId, 1000, 2_000_000);

        var records = "/api/v1/usage-records";
        asReseller(resellerId)
                .get(records + "?tenant_id=" + tenantId + "&resource_type=Storage")
                .then()
                .body("items", hasSize(1))
                .body("items[0].amount", equalTo("2.000000"))
                .body("items[0].job_id", equalTo(job.toString()));
        String tomorrow = Instant.now().plusSeconds(86_400).toString();
        asReseller(resellerId).get(records + "?from=" + tomorrow).then().body("items", hasSize(0));
        asReseller(resellerId).get(records + "?to=" + tomorrow).then().body("items", hasSize(2));
        asReseller(resellerId)
                .get(records + "?tenant_id=" + UUID.randomUUID())
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void sumsTotalsByTenantAndResource() {
        completed(tenantId, 1500, 1_000_001);
        completed(tenantId, 2500, 2_000_002);
        UUID neighbour = UUID.randomUUID();
        completed(neighbour, 100, 1);

        asAdmin(tenantId, resellerId)
                .get("/api/v1/usage")
                .then()
                .statusCode(200)
                .body("to", matchesPattern("[^.]*(\\.[0-9]{3,6})?Z"))
                .body("totals.tenant_id", equalTo(List.of(tenantId.toString(), tenantId.toString())))
                .body("totals.resource_type", equalTo(List.of("Processing", "Storage")))
                .body("totals.amount", equalTo(List.of("4.000000", "3.000003")))
                .body("totals.unit", equalTo(List.of("Seconds", "MB")))
                .body("totals.records", equalTo(List.of(2, 2)));
        asReseller(resellerId).get("/api/v1/usage").then().body("totals", hasSize(4));
        asReseller(resellerId)
                .get("/api/v1/usage?tenant_id=" + neighbour)
                .then()
                .body("totals.amount", equalTo(List.of("0.100000", "0.000001")));
        asPlatform().get("/api/v1/usage?tenant_id=" + tenantId).then().body("totals", hasSize(2));
        asReseller(resellerId)
                .get("/api/v1/usage?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z")
                .then()
                .body("from", equalTo("2020-01-01T00:00:00Z"))
                .body("totals", hasSize(0));
    }

    @Test
    void seriesFollowsTheDaysOfTheZone() {
        UUID ada = UUID.randomUUID();
        UUID grace = UUID.randomUUID();
        // On 29 March 2026, the day has 23 hours in Berlin.
        used(ada, 1.5, "2026-03-28T22:59:59Z");
        used(ada, 2, "2026-03-28T23:00:00Z");
        used(grace, 4, "2026-03-29T21:59:59Z");
        used(grace, 8, "2026-03-29T22:00:00Z");
        String days =
                "/api/v1/usage?from=2026-03-27T23:00:00Z&to=2026-03-31T22:00:00Z&bucket=day&time_zone=Europe/Berlin";

        asAdmin(tenantId, resellerId)
                .get(days)
                .then()
                .statusCode(200)
                .header("Vary", "Accept")
                .body(
                        "series.start",
                        equalTo(List.of("2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")))
                .body("series.key", equalTo(List.of("Processing", "Processing", "Processing")))
                .body("series.amount", equalTo(List.of("1.500000", "6.000000", "8.000000")))
                .body("series.unit", hasItem("Seconds"))
                .body("totals.amount", equalTo(List.of("15.500000")));
        asAdmin(tenantId, resellerId)
                .get(days + "&group_by=user_id")
                .then()
                .body(
                        "series.find { it.key == '" + ada + "' && it.start == '2026-03-28T23:00:00Z' }.amount",
                        equalTo("2.000000"))
                .body("series", hasSize(4));
        asReseller(resellerId)
                .get(days.replace("bucket=day", "bucket=month") + "&group_by=tenant_id")
                .then()
                .body("series.key", equalTo(List.of(tenantId.toString())))
                .body("series.start", equalTo(List.of("2026-02-28T23:00:00Z")))
                .body("series.amount", equalTo(List.of("15.500000")));
        as(SottoTestResource.tokens().user(tenantId, resellerId).subject(ada))
                .get(days + "&group_by=user_id")
                .then()
                .body("series.key", equalTo(List.of(ada.toString(), ada.toString())));
        for (RequestSpecification stranger :
                List.of(asAdmin(UUID.randomUUID(), resellerId), asReseller(UUID.randomUUID()))) {
            stranger.get(days + "&tenant_id=" + tenantId).then().statusCode(200).body("series", hasSize(0));
        }
        asPlatform().get(days + "&tenant_id=" + tenantId).then().body("series", hasSize(3));
    }

    @Test
    void usageIsATableForASpreadsheet() {
        used(UUID.randomUUID(), 2, "2026-03-28T23:00:00Z");
        String march = "from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z";

        assertThat(table("/api/v1/usage?bucket=month&" + march))
                .isEqualTo("start,key,resource_type,amount,unit\r\n"
                        + "2026-03-01T00:00:00Z,Processing,Processing,2.000000,Seconds\r\n");
        assertThat(table("/api/v1/usage?" + march))
                .isEqualTo("tenant_id,resource_type,amount,unit,records\r\n" + tenantId
                        + ",Processing,2.000000,Seconds,1\r\n");
        assertThat(table("/api/v1/usage-records?limit=1"))
                .startsWith("id,tenant_id,")
                .endsWith(",Processing,2.000000,Seconds,2026-03-28T23:00:00Z\r\n");
    }

    private String table(String path) {
        return asAdmin(tenantId, resellerId)
                .accept("text/csv")
                .get(path)
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/csv"))
                .extract()
                .asString();
    }

    private void used(UUID userId, double seconds, String at) {
        execute("""
                insert into usage_records (id, tenant_id, reseller_id, user_id, job_id, resource_type, amount, unit,
                    recorded_at)
                values ('%s', '%s', '%s', '%s', gen_random_uuid(), 'Processing', %s, 'Seconds', '%s')
                """.formatted(Ids.next(), tenantId, resellerId, userId, seconds, at));
    }

    @ParameterizedTest
    @CsvSource({
        "usage-records?tenant_id=x, ?tenant_id",
        "usage-records?from=yesterday, ?from",
        "usage-records?resource_type=Sleep, ?resource_type",
        "usage-records?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z, ?to",
        "usage?to=1, ?to",
        "usage?from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z, ?from",
        "usage?tenant_id=1, ?tenant_id",
        "usage?bucket=week, ?bucket",
        "usage?bucket=day&group_by=job_id, ?group_by",
        "usage?group_by=user_id, ?group_by",
        "usage?time_zone=Europe/Berlin, ?time_zone",
        "usage?bucket=day&time_zone=Europe/Atlantis, ?time_zone",
        "usage-records?from=-999999999-01-01T00:00:00%2B18:00, ?from",
        "charges?tenant_id=1, ?tenant_id",
        "subscriptions?tenant_id=1, ?tenant_id",
        "commission?reseller_id=1, ?reseller_id",
        "commission?limit=201, ?limit",
        "commission?limit=many, ?limit",
        "audit-log/billing?subject_id=1, ?subject_id",
        "audit-log/billing?from=now, ?from",
    })
    void namesInvalidFilters(String path, String pointer) {
        asReseller(resellerId)
                .urlEncodingEnabled(false)
                .get("/api/v1/" + path)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem(pointer));
    }

    private UUID completed(UUID tenant, long audioMs, long bytes) {
        UUID job = UUID.randomUUID();
        UUID event = send(Topic.JOB_COMPLETED, job, jobFact(job, tenant, resellerId, "Completed", audioMs, bytes));
        untilHandled(event);
        until(() -> count(RECORDS, job) == 2);
        return job;
    }
}
