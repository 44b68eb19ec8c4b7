package dev.sotto.billing;

import static dev.sotto.testing.TestTimeout.await;
import static io.restassured.RestAssured.given;

import dev.sotto.model.events.Topic;
import dev.sotto.servers.KafkaProbe;
import dev.sotto.testing.OwnerServer;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import dev.sotto.testing.tokens.TokenDraft;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Helpers that billing's tests share: callers, events of other services, and access to database and Kafka. */
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "billing"),
        restrictToAnnotatedClass = false)
public final class World {

    private static final String RESELLER = """
            {"reseller_id": "%s", "version": %d, "name": "Reseller", "status": "Active", "commission_rates": [%s]}""";
    private static final String RATE = """
            {"rate": "%s", "effective_from": "%s"}""";
    private static final String TENANT = """
            {"tenant_id": "%s", "version": %d, "reseller_id": "%s", "kind": "Customer", "status": "Active",
             "subscription_plan_id": "%s", "anchor": "%s", "processing_ms": 3600000, "storage_bytes": 100000000,
             "max_users": 5, "weight": 1, "concurrency": 1, "features": {}}""";
    private static final String ENVELOPE = """
            {"specversion": "1.0", "id": "%s", "source": "/sotto/test", "type": "dev.sotto.%s.v1", "subject": "%s",
             "time": "2026-01-01T00:00:00Z", "aggregateversion": 1, "unknown": true, "data": %s}""";

    private World() {}

    public static RequestSpecification as(TokenDraft token) {
        return given().auth().oauth2(token.sign());
    }

    public static RequestSpecification asReseller(UUID resellerId) {
        return as(SottoTestResource.tokens().resellerAdmin(resellerId));
    }

    public static RequestSpecification asPlatform() {
        return as(SottoTestResource.tokens().platformAdmin());
    }

    public static RequestSpecification asAdmin(UUID tenantId, UUID resellerId) {
        return as(SottoTestResource.tokens().admin(tenantId, resellerId));
    }

    public static RequestSpecification asUser(UUID tenantId, UUID resellerId) {
        return as(SottoTestResource.tokens().user(tenantId, resellerId));
    }

    /** Returns a reseller that reseller-service knows, with one rate. */
    public static UUID reseller(String rate) {
        UUID resellerId = UUID.randomUUID();
        OwnerServer.answer(
                "reseller-service",
                "resellers",
                resellerId,
                resellerFact(resellerId, 1, rate(rate, "2020-01-01T00:00:00Z")));
        return resellerId;
    }

    public static String resellerFact(UUID resellerId, long version, String... rates) {
        return RESELLER.formatted(resellerId, version, String.join(",", rates));
    }

    /** Returns a reseller whose tenants pay the platform. */
    public static UUID resellerCollectedByPlatform(String rate) {
        UUID resellerId = UUID.randomUUID();
        String fact = resellerFact(resellerId, 1, rate(rate, "2020-01-01T00:00:00Z"));
        OwnerServer.answer(
                "reseller-service",
                "resellers",
                resellerId,
                fact.replace("\"commission_rates\"", "\"collected_by\": \"Platform\", \"commission_rates\""));
        return resellerId;
    }

    public static String rate(String rate, String from) {
        return RATE.formatted(rate, from);
    }

    public static String planBody(String price, String currency) {
        return """
                {"name": "Basic", "price_monthly": "%s", "currency": "%s", "storage_quota_mb": 100,
                 "processing_quota_minutes": 60, "max_users": 5, "features": {"diarization": true}}""".formatted(price, currency);
    }

    /** Returns a plan of a reseller. */
    public static UUID plan(UUID resellerId, String price, String currency) {
        return created(asReseller(resellerId), planBody(price, currency));
    }

    public static UUID created(RequestSpecification by, String body) {
        return UUID.fromString(by.contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/subscription-plans")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    public static String tenantFact(UUID tenantId, long version, UUID resellerId, UUID planId, Instant anchor) {
        return TENANT.formatted(tenantId, version, resellerId, planId, anchor);
    }

    /**
     * Returns the fact with tenant-service's decision on the plan.
     *
     * @param terms further members of the assignment, as JSON
     */
    public static String assigned(String fact, long number, Instant at, String terms) {
        return fact.replace(
                "\"features\": {}",
                "\"features\": {}, \"assignment\": {\"number\": %d, \"plan_version\": 0, \"assigned_at\": \"%s\", %s}"
                        .formatted(number, at, terms));
    }

    /** Publishes a tenant with a plan, as tenant-service does. Does not wait. */
    public static void tenantIs(UUID tenantId, long version, UUID resellerId, UUID planId, Instant anchor) {
        send(Topic.TENANT_CHANGED, tenantId, tenantFact(tenantId, version, resellerId, planId, anchor));
    }

    /** Returns a tenant that has just got a plan, a subscription and its first charge. */
    public static UUID tenant(UUID resellerId, UUID planId) {
        return tenantSince(resellerId, planId, Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    public static UUID tenantSince(UUID resellerId, UUID planId, Instant anchor) {
        UUID tenantId = UUID.randomUUID();
        tenantIs(tenantId, 1, resellerId, planId, anchor);
        until(() -> count("select count(*) from subscriptions where tenant_id = ?", tenantId) == 1);
        return tenantId;
    }

    /** Returns the event of an ended job, as job-service publishes it. */
    public static String jobFact(UUID jobId, UUID tenantId, UUID resellerId, String status, long audioMs, long bytes) {
        return """
                {"job_id": "%s", "version": 4, "tenant_id": "%s", "reseller_id": "%s", "user_id": "%s",
                 "workflow_id": "%s", "workflow_version": 1, "status": "%s", "audio_ms": %d, "stored_bytes": %d,
                 "completed_at": "%s"}""".formatted(
                        jobId,
                        tenantId,
                        resellerId,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        status,
                        audioMs,
                        bytes,
                        Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    public static String envelope(Topic topic, UUID eventId, UUID subject, String data) {
        return ENVELOPE.formatted(eventId, topic.topicName().replace('-', '.'), subject, data);
    }

    /** Publishes an event and returns its id. */
    public static UUID send(Topic topic, UUID subject, String data) {
        UUID eventId = UUID.randomUUID();
        send(topic, eventId, subject, data);
        return eventId;
    }

    /** Publishes an event with this id. */
    public static void send(Topic topic, UUID eventId, UUID subject, String data) {
        kafka().send(topic.topicName(), subject.toString(), envelope(topic, eventId, subject, data));
    }

    public static void untilHandled(UUID eventId) {
        until(() -> count("select count(*) from inbox where event_id = ?", eventId) == 1);
    }

    public static KafkaProbe kafka() {
        return SottoTestResource.kafka();
    }

    /** Returns the events of a topic about this id, as soon as there are {@code count}. */
    public static List<JsonPath> events(Topic topic, UUID about, int count) {
        Predicate<String> ours = text -> text != null && text.contains(about.toString());
        return kafka()
                .read(
                        topic.topicName(),
                        records -> records.stream()
                                        .map(KafkaProbe::text)
                                        .filter(ours)
                                        .count()
                                >= count,
                        TestTimeout.DURATION)
                .stream()
                .map(KafkaProbe::text)
                .filter(ours)
                .map(JsonPath::from)
                .toList();
    }

    public static void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(20)).until(condition);
    }

    public static long count(String sql, Object... parameters) {
        return Long.parseLong(column(sql, parameters).get(0));
    }

    /** Returns the first column of a superuser's query. */
    public static List<String> column(String sql, Object... parameters) {
        try (Connection connection = superuser();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> values = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void execute(String sql) {
        try (Connection connection = superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Connection superuser() throws SQLException {
        return SottoTestResource.databases().superuser("billing");
    }
}
