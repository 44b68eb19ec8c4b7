package dev.sotto.benchmarks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobView;
import dev.sotto.model.jobs.JobWarning;
import dev.sotto.model.paging.Page;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The upper limit: reads a job and a page of jobs as job-service does, but only with Vert.x and its PostgreSQL client.
 * It does not verify callers, and only the query's condition separates tenants.
 */
public final class BareJobs extends AbstractVerticle {

    private static final String LIST = """
            select id, tenant_id, user_id, workflow_id, workflow_version, status, file_name, title, audio_ms, file_bytes,
                language, track, channels, keep_recording, priority, settings::text as settings, warnings, progress,
                attempt, reason, error, processing_time, version, created_at, updated_at, completed_at,
                (select w.name from workflows w where w.tenant_id = jobs.tenant_id and w.id = jobs.workflow_id) as workflow_name
            from jobs
            where tenant_id = $1 and id < $2 and ($4::text is null or status = $4)
            order by id desc limit $3
            """;
    private static final String GET = """
            select id, tenant_id, user_id, workflow_id, workflow_version, status, file_name, title, audio_ms, file_bytes,
                language, track, channels, keep_recording, priority, settings::text as settings, warnings, progress,
                attempt, reason, error, processing_time, version, created_at, updated_at, completed_at,
                (select w.name from workflows w where w.tenant_id = jobs.tenant_id and w.id = jobs.workflow_id) as workflow_name
            from jobs
            where tenant_id = $1 and id = $2 and ($3 or user_id = $4)
            """;
    private static final String JOBS = "/api/v1/jobs";
    private static final String READY = "/q/health/ready";
    private static final UUID BEYOND_ALL = new UUID(-1L, -1L);
    private static final int POOL = 12;
    private static final int PIPELINING = 256;

    private static final ObjectMapper SETTINGS = new ObjectMapper();

    private final ObjectMapper mapper = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .setSerializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final Pool pool;
    private final int port;

    private BareJobs(Pool pool, int port) {
        this.pool = pool;
        this.port = port;
    }

    /** Listens on {@code sotto.bare.port} and reads from {@code sotto.bare.database}; see {@link JobSides}. */
    public static void main(String... arguments) {
        Vertx vertx = Vertx.vertx();
        PgConnectOptions options = PgConnectOptions.fromUri(System.getProperty("sotto.bare.database"))
                .setUser(System.getProperty("sotto.bare.user"))
                .setPassword(System.getProperty("sotto.bare.password"))
                .setCachePreparedStatements(true)
                .setPipeliningLimit(PIPELINING);
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(POOL))
                .connectingTo(options)
                .using(vertx)
                .build();
        int port = Integer.getInteger("sotto.bare.port");
        vertx.deployVerticle(
                        () -> new BareJobs(pool, port), new DeploymentOptions().setInstances(2 * Processors.count()))
                .onFailure(failure -> vertx.close());
    }

    @Override
    public void start() {
        vertx.createHttpServer().requestHandler(this::answer).listen(port, "127.0.0.1");
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals(READY)) {
            request.response().end();
            return;
        }
        String[] caller = request.getHeader(Question.CALLER).split(",");
        UUID tenant = UUID.fromString(caller[0]);
        Future<Buffer> body = request.path().equals(JOBS)
                ? list(tenant, Integer.parseInt(request.getParam("limit")))
                : get(tenant, UUID.fromString(request.path().substring(JOBS.length() + 1)), UUID.fromString(caller[2]));
        body.onSuccess(json -> request.response()
                        .putHeader("Content-Type", "application/json;charset=UTF-8")
                        .end(json))
                .onFailure(failure -> request.response().setStatusCode(500).end(String.valueOf(failure)));
    }

    private Future<Buffer> get(UUID tenant, UUID id, UUID user) {
        return pool.preparedQuery(GET)
                .execute(Tuple.of(tenant, id, true, user))
                .map(rows -> json(view(rows.iterator().next())));
    }

    private Future<Buffer> list(UUID tenant, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(tenant, BEYOND_ALL, limit + 1, null))
                .map(rows -> json(page(rows, limit)));
    }

    private static Page<JobView> page(RowSet<Row> rows, int limit) {
        List<JobView> views = new ArrayList<>(limit + 1);
        rows.forEach(row -> views.add(view(row)));
        if (views.size() <= limit) {
            return new Page<>(views, null);
        }
        UUID last = views.get(limit - 1).id();
        ByteBuffer cursor =
                ByteBuffer.allocate(16).putLong(last.getMostSignificantBits()).putLong(last.getLeastSignificantBits());
        return new Page<>(
                views.subList(0, limit), Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.array()));
    }

    private static JobView view(Row row) {
        return new JobView(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getUUID("user_id"),
                row.getUUID("workflow_id"),
                row.getLong("workflow_version"),
                row.getString("workflow_name"),
                JobStatus.valueOf(row.getString("status")),
                row.getString("file_name"),
                row.getString("title"),
                row.getLong("audio_ms"),
                row.getLong("file_bytes"),
                row.getLong("file_bytes") > 0,
                row.getString("language"),
                row.getInteger("track"),
                ChannelMode.of(row.getString("channels")),
                row.getBoolean("keep_recording"),
                JobPriority.of(row.getString("priority")),
                settings(row.getString("settings")),
                Arrays.stream(row.getArrayOfStrings("warnings"))
                        .map(JobWarning::of)
                        .toList(),
                row.getBigDecimal("progress").doubleValue(),
                null,
                null,
                null,
                row.getInteger("attempt"),
                row.getString("reason"),
                row.getString("error"),
                row.getInteger("processing_time"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                instant(row.getOffsetDateTime("completed_at")));
    }

    private static JobSettings settings(String json) {
        try {
            return SETTINGS.readValue(json, JobSettings.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private Buffer json(Object view) {
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
