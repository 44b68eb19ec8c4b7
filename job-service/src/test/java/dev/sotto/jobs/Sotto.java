package dev.sotto.jobs;

import static dev.sotto.testing.TestTimeout.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.jobs.fetch.RecordingServer;
import dev.sotto.jobs.queue.QueueTenants;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.events.Event;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.Topic;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.servers.KafkaProbe;
import dev.sotto.testing.OwnerServer;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Helpers that job-service's tests share: the running service, its database, its store and its Kafka. */
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "job"),
        restrictToAnnotatedClass = false)
@QuarkusTestResource(value = QuickDispatch.class, restrictToAnnotatedClass = false)
@QuarkusTestResource(value = RecordingServer.Shared.class, restrictToAnnotatedClass = false)
public final class Sotto {

    public static final String WORKFLOWS = "/api/v1/workflows";
    public static final String JOBS = "/api/v1/jobs";
    public static final long HOUR_MS = 3_600_000;
    public static final long HUNDRED_MB = 100_000_000;

    private Sotto() {}

    /** A user of a tenant. */
    public record Person(UUID tenantId, UUID resellerId, UUID userId, boolean isAdmin) {

        public RequestSpecification asks() {
            var tokens = SottoTestResource.tokens();
            var draft = isAdmin ? tokens.admin(tenantId, resellerId) : tokens.user(tenantId, resellerId);
            return given().auth().oauth2(draft.subject(userId).sign());
        }

        public RequestSpecification says(String json) {
            return asks().contentType(ContentType.JSON).body(json);
        }

        public Person colleague() {
            return new Person(tenantId, resellerId, UUID.randomUUID(), false);
        }

        public Person admin() {
            return new Person(tenantId, resellerId, UUID.randomUUID(), true);
        }
    }

    /** Returns a user of a new tenant that tenant-service knows. */
    public static Person aUser() {
        return aUserWith(HOUR_MS, HUNDRED_MB);
    }

    public static Person aUserWith(long processingMs, long storageBytes) {
        Person user = new Person(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), false);
        known(tenant(user, 1, TenantStatus.Active, processingMs, storageBytes));
        return user;
    }

    public static TenantChanged tenant(
            Person person, long version, TenantStatus status, long processingMs, long storageBytes) {
        return tenant(person, version, status, Set.of(), processingMs, storageBytes);
    }

    /** Returns the same tenant, on a plan with these features. */
    public static TenantChanged tenant(Person person, long version, PlanFeatures features) {
        TenantChanged usual = tenant(person, version, TenantStatus.Active, HOUR_MS, HUNDRED_MB);
        return new TenantChanged(
                usual.tenantId(),
                version,
                usual.resellerId(),
                usual.kind(),
                usual.status(),
                usual.suspensions(),
                usual.subscriptionPlanId(),
                usual.anchor(),
                usual.processingMs(),
                usual.storageBytes(),
                usual.maxUsers(),
                usual.weight(),
                usual.concurrency(),
                usual.requestsPerMinute(),
                usual.keyRequestsPerMinute(),
                features,
                null);
    }

    /** Returns the same tenant, suspended for these reasons. */
    public static TenantChanged suspended(Person person, long version, SuspensionReason... reasons) {
        return tenant(person, version, TenantStatus.Suspended, Set.of(reasons), HOUR_MS, HUNDRED_MB);
    }

    private static TenantChanged tenant(
            Person person,
            long version,
            TenantStatus status,
            Set<SuspensionReason> suspensions,
            long processingMs,
            long storageBytes) {
        return new TenantChanged(
                person.tenantId(),
                version,
                person.resellerId(),
                TenantKind.Customer,
                status,
                suspensions,
                UUID.randomUUID(),
                Instant.parse("2026-01-15T00:00:00Z"),
                processingMs,
                storageBytes,
                5,
                1,
                20,
                600,
                300,
                PlanFeatures.ALL,
                null);
    }

    /** Makes tenant-service know a tenant. */
    public static void known(TenantChanged tenant) {
        OwnerServer.answer("tenant-service", "tenants", tenant.tenantId(), json(tenant));
    }

    public static String json(Object value) {
        try {
            return EventJson.MAPPER.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A workflow of transcription and export. */
    public static String workflowJson(String name, String engine) {
        return """
                {"name": "%s", "is_template": false, "is_public": false, "config": {
                  "nodes": [{"id": "t", "type": "transcription", "config": {"engine": "%s"}},
                            {"id": "e", "type": "export", "config": {"formats": ["srt", "txt"]}}],
                  "edges": [{"from": "t", "to": "e"}]}}""".formatted(name, engine);
    }

    public static UUID aWorkflow(Person person, String engine) {
        Response response = person.says(workflowJson("Minutes", engine)).post(WORKFLOWS);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return UUID.fromString(response.path("id"));
    }

    public static byte[] audio(String name) {
        try (InputStream in = Sotto.class.getResourceAsStream("/audio/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RequestSpecification submission(Person person, UUID workflowId, String fileName, byte[] content) {
        return person.asks()
                .multiPart("file", fileName, content, "application/octet-stream")
                .multiPart("workflow_id", workflowId.toString());
    }

    public static UUID aJob(Person person, UUID workflowId) {
        Response response =
                submission(person, workflowId, "clip.mp3", audio("clip.mp3")).post(JOBS);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return UUID.fromString(response.path("id"));
    }

    /** Runs work as a request or a loop does, on a Vert.x context of its own. */
    public static <T> T run(Vertx vertx, Uni<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())
                .runOnContext(ignored -> work.subscribe().with(done::complete, done::completeExceptionally));
        return done.orTimeout(TestTimeout.SECONDS, TimeUnit.SECONDS).join();
    }

    public static Response delete(Person person, UUID id) {
        return person.asks().delete(JOBS + "/" + id);
    }

    public static Response retry(Person person, UUID id) {
        return person.asks().post(JOBS + "/" + id + "/retry");
    }

    /** Cancels the person's jobs, so that no later test meets them at the engine. */
    public static void cancelJobs(Person person) {
        List<String> ids = person.asks().get(JOBS).jsonPath().getList("items.id");
        ids.forEach(id -> person.asks().post(JOBS + "/" + id + "/cancel"));
    }

    public static Response job(Person person, UUID id) {
        return person.asks().get(JOBS + "/" + id);
    }

    public static Response awaitStatus(Person person, UUID id, String status) {
        await().pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(job(person, id).jsonPath().getString("status"))
                        .as("status of job %s", id)
                        .isEqualTo(status));
        return job(person, id);
    }

    /** Returns used and reserved milliseconds, then used and reserved bytes. */
    public static List<Long> quota(Person person) {
        List<String> row = rows(
                "select processing_used_ms, processing_reserved_ms, storage_used_bytes, storage_reserved_bytes"
                        + " from quota_accounts where tenant_id = ?",
                person.tenantId());
        return row.isEmpty()
                ? List.of(0L, 0L, 0L, 0L)
                : Stream.of(row.get(0).split("\\|")).map(Long::valueOf).toList();
    }

    /** Returns all files of a tenant in the store, and all files in the spool but those of resumable uploads. */
    public static List<Path> files(Person person) {
        Path media = SottoTestResource.dataDirectory().resolve("media");
        return Stream.of(media.resolve("jobs").resolve(person.tenantId().toString()), media.resolve("spool"))
                .flatMap(Sotto::filesBelow)
                .filter(file -> !file.startsWith(media.resolve("spool/resumable")))
                .toList();
    }

    private static Stream<Path> filesBelow(Path directory) {
        if (!Files.exists(directory)) {
            return Stream.of();
        }
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the database as superuser; a row's values are joined by {@code |}. */
    public static List<String> rows(String sql, Object... parameters) {
        try (Connection superuser = SottoTestResource.databases().superuser("job")) {
            return rows(superuser, sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<String> rows(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<String> read = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(rows.getString(i));
                }
                read.add(String.join("|", values));
            }
            return read;
        }
    }

    /** Changes the database as superuser. */
    public static int change(String sql, Object... parameters) {
        try (Connection superuser = SottoTestResource.databases().superuser("job");
                PreparedStatement statement = prepared(superuser, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** Stores an owner's event as the consumer does. */
    public static void hear(Event event) {
        change(
                """
                insert into replicas (id, topic, tenant_id, reseller_id, version, data, user_id, status, suspensions)
                select id, topic, tenant_id, reseller_id, version, data, cast(data ->> 'user_id' as uuid), data ->> 'status',
                    array(select jsonb_array_elements_text(coalesce(data -> 'suspensions', '[]')))
                from (values (cast(? as uuid), ?, cast(? as uuid), cast(? as uuid), ?, cast(? as jsonb)))
                    as heard (id, topic, tenant_id, reseller_id, version, data)
                on conflict (topic, id) do update set version = excluded.version, data = excluded.data,
                    user_id = excluded.user_id, status = excluded.status, suspensions = excluded.suspensions
                """,
                event.aggregateId(),
                event.topic().topicName(),
                event.tenantId(),
                event.resellerId(),
                event.version(),
                json(event));
        follow(event);
    }

    /** Changes shares and limits in the queue as the consumer's effects do. */
    private static void follow(Event event) {
        QueueTenants tenants = bean(QueueTenants.class);
        if (event instanceof TenantChanged tenant) {
            run(bean(Vertx.class), system(transaction -> tenants.follow(transaction, tenant)));
        }
        if (event instanceof ResellerChanged reseller) {
            run(bean(Vertx.class), system(transaction -> tenants.follow(transaction, reseller)));
        }
    }

    private static <T> Uni<T> system(Function<SqlTransaction, Uni<T>> work) {
        return bean(ScopedTransaction.class).sql(Caller.system("test"), work);
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    /** Returns the events of one aggregate from Kafka, in order, as soon as there are {@code count}. */
    public static List<JsonNode> events(Topic topic, UUID aggregateId, int count) {
        return SottoTestResource.kafka()
                .read(topic.topicName(), records -> of(aggregateId, records).size() >= count, TestTimeout.DURATION)
                .stream()
                .filter(each -> aggregateId.toString().equals(each.key()))
                .map(Sotto::json)
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> of(
            UUID aggregateId, List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .filter(each -> aggregateId.toString().equals(each.key()))
                .toList();
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> event) {
        try {
            return EventJson.MAPPER.readTree(KafkaProbe.text(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
