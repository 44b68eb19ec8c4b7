package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.HOUR_MS;
import static dev.sotto.jobs.Sotto.HUNDRED_MB;
import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.WORKFLOWS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.hear;
import static dev.sotto.jobs.Sotto.quota;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.jobs.Sotto.suspended;
import static dev.sotto.jobs.Sotto.tenant;
import static dev.sotto.testing.TestTimeout.await;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.model.access.Permission;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.UserChanged;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.access.ApiKeyText;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller loses a right while a request that was already accepted is still running. */
@QuarkusTest
class WithdrawnMeanwhileTest {

    @TestHTTPResource("/")
    URI service;

    @Inject
    ScriptedEngine engine;

    @Inject
    SubmitJob submit;

    @Inject
    Vertx vertx;

    @TempDir
    Path spool;

    private final Person user = aUser();

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void streamEndsWhenUserIsRemoved() throws IOException {
        streamEnds(token(), runningJob(user), this::remove);
    }

    @Test
    void streamEndsWhenApiKeyIsRevoked() throws IOException {
        ApiKeyText key = aKeyOf(Role.User, Permission.JOBS_READ);

        streamEnds(key.text(), runningJob(user), () -> {
            hear(key(key, 2, true, Permission.JOBS_READ));
            await().until(() -> by(key, JOBS) == 401);
        });
    }

    @Test
    void streamEndsWhenApiKeyLosesPermission() throws IOException {
        ApiKeyText key = aKeyOf(Role.User, Permission.JOBS_READ);

        streamEnds(key.text(), runningJob(user), () -> {
            hear(key(key, 2, false, Permission.JOBS_WRITE));
            await().until(() -> by(key, JOBS) == 403);
        });
    }

    @Test
    void streamEndsWhenApiKeysUserLosesRole() throws IOException {
        ApiKeyText key = aKeyOf(Role.Admin, Permission.JOBS_READ);
        Person colleague = user.colleague();
        UUID job = runningJob(colleague);

        streamEnds(key.text(), job, () -> {
            hear(user(2, Role.User, UserStatus.Active));
            await().until(() -> by(key, JOBS + "/" + job) == 404);
        });
    }

    @Test
    void streamOfSuspendedOrganisationContinues() throws IOException {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run run = engine.next();
        try (Socket stream = streamOf(token(), job)) {
            suspendTenant();
            run.says("Still here.");

            assertThat(rest(stream)).contains("\"status\":\"Completed\"").endsWith("0\r\n\r\n");
        }
    }

    @Test
    void completedUploadIsRefusedWhenUserIsRemoved() throws IOException {
        uploadIsRefused(token(), aWorkflow(user, ScriptedEngine.NAME), this::remove, 401, "unauthenticated");
    }

    @Test
    void uploadIsRefusedWhenTenantIsSuspended() throws IOException {
        String answer =
                uploadIsRefused(token(), aWorkflow(user, ScriptedEngine.NAME), this::suspendTenant, 403, "suspended");

        assertThat(answer).contains("\"reasons\":[\"Billing\"]");
    }

    @Test
    void uploadIsRefusedWhenTenantIsClosed() throws IOException {
        Runnable close = () -> {
            hear(tenant(user, 2, TenantStatus.Closed, HOUR_MS, HUNDRED_MB));
            awaitSuspended();
        };

        uploadIsRefused(token(), aWorkflow(user, ScriptedEngine.NAME), close, 403, "suspended");
    }

    @Test
    void uploadIsRefusedWhenResellerIsSuspended() throws IOException {
        Runnable suspend = () -> reseller(ResellerStatus.Suspended, SuspensionReason.Admin);

        uploadIsRefused(token(), aWorkflow(user, ScriptedEngine.NAME), suspend, 403, "suspended");
    }

    @Test
    void uploadIsRefusedWhenResellerIsClosed() throws IOException {
        Runnable close = () -> reseller(ResellerStatus.Closed);

        uploadIsRefused(token(), aWorkflow(user, ScriptedEngine.NAME), close, 403, "suspended");
    }

    @Test
    void uploadIsRefusedWhenApiKeyLosesPermission() throws IOException {
        ApiKeyText key = aKeyOf(Role.User, Permission.JOBS_READ, Permission.JOBS_WRITE);
        Runnable takePermission = () -> {
            hear(key(key, 2, false, Permission.JOBS_READ));
            await().until(() -> given().auth()
                            .oauth2(key.text())
                            .post(JOBS + "/" + UUID.randomUUID() + "/cancel")
                            .statusCode()
                    == 403);
        };

        uploadIsRefused(key.text(), aWorkflow(user, ScriptedEngine.NAME), takePermission, 403, "forbidden");
    }

    @Test
    void uploadIsRefusedWhenApiKeysUserLosesRole() throws IOException {
        ApiKeyText key = aKeyOf(Role.Admin, Permission.JOBS_WRITE, Permission.WORKFLOWS_READ);
        UUID workflow = aWorkflow(user.colleague(), ScriptedEngine.NAME);
        Runnable demote = () -> {
            hear(user(2, Role.User, UserStatus.Active));
            await().until(() -> by(key, WORKFLOWS + "/" + workflow) == 404);
        };

        uploadIsRefused(key.text(), workflow, demote, 404, "not-found");
    }

    @Test
    void uploadIsRefusedWhenSuspendedDuringMeasurement() throws IOException {
        Path spooled = Files.write(spool.resolve("clip"), audio("clip.mp3"));
        Upload upload = new Upload(
                spooled,
                "clip.mp3",
                JobOptions.of(Map.of(
                        "workflow_id", aWorkflow(user, ScriptedEngine.NAME).toString())));
        Problem suspension = Problem.of(ProblemType.SUSPENDED, "Suspended while it was measured.");
        Queue<Uni<Caller>> answers = new ArrayDeque<>(
                List.of(Uni.createFrom().item(caller()), Uni.createFrom().failure(suspension)));

        assertThatThrownBy(begun(submit.submit(answers::remove, upload, null))::join)
                .hasCause(suspension);

        assertThat(answers).isEmpty();
        nothingIsKept();
    }

    /** {@link #letGo} ends its run, so that no later test sees it. */
    private UUID runningJob(Person owner) {
        UUID job = aJob(owner, aWorkflow(owner, ScriptedEngine.NAME));
        engine.next();
        return job;
    }

    private void streamEnds(String credential, UUID job, Runnable withdrawn) throws IOException {
        try (Socket stream = streamOf(credential, job)) {
            withdrawn.run();

            assertThat(rest(stream)).endsWith("0\r\n\r\n");
        }
    }

    private Socket streamOf(String credential, UUID job) throws IOException {
        Socket stream = open("GET " + JOBS + "/" + job + "/events HTTP/1.1\r\n" + head(credential) + "\r\n");
        assertThat(piece(stream)).startsWith("HTTP/1.1 200");
        return stream;
    }

    /** Returns the answer to an upload that was half sent when the right was withdrawn. */
    private String uploadIsRefused(String credential, UUID workflow, Runnable withdrawn, int status, String type)
            throws IOException {
        byte[] form = form(workflow);
        String head = "POST " + JOBS + " HTTP/1.1\r\n" + head(credential)
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + form.length
                + "\r\nExpect: 100-continue\r\n\r\n";
        try (Socket upload = open(head)) {
            assertThat(piece(upload)).as("let in").startsWith("HTTP/1.1 100");
            upload.getOutputStream().write(form, 0, form.length / 2);
            upload.getOutputStream().flush();

            withdrawn.run();
            upload.getOutputStream().write(form, form.length / 2, form.length - form.length / 2);

            String answer = rest(upload);
            assertThat(answer).startsWith("HTTP/1.1 " + status).contains("/problems/" + type + "\"");
            nothingIsKept();
            return answer;
        }
    }

    private void nothingIsKept() {
        assertThat(rows("select 1 from jobs where tenant_id = ?", user.tenantId()))
                .isEmpty();
        assertThat(quota(user)).containsOnly(0L);
        assertThat(Sotto.files(user)).isEmpty();
    }

    private Socket open(String head) throws IOException {
        Socket socket = new Socket("127.0.0.1", service.getPort());
        socket.setSoTimeout(TestTimeout.MILLIS);
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        return socket;
    }

    private static String piece(Socket socket) throws IOException {
        byte[] piece = new byte[4096];
        return new String(piece, 0, socket.getInputStream().read(piece), ISO_8859_1);
    }

    /** Reads until the service closes the connection. An endless stream would send keep-alives for ever. */
    private static String rest(Socket socket) throws IOException {
        long deadline = System.nanoTime() + TestTimeout.DURATION.toNanos();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[4096];
        for (int length; (length = socket.getInputStream().read(piece)) >= 0; ) {
            all.write(piece, 0, length);
            assertThat(System.nanoTime()).as("the service ends the connection").isLessThan(deadline);
        }
        return all.toString(ISO_8859_1);
    }

    private String token() {
        return SottoTestResource.tokens()
                .user(user.tenantId(), user.resellerId())
                .subject(user.userId())
                .sign();
    }

    private static String head(String credential) {
        return "Host: a\r\nConnection: close\r\nAuthorization: Bearer " + credential + "\r\n";
    }

    private ApiKeyText aKeyOf(Role role, Permission... permissions) {
        ApiKeyText key = ApiKeyText.fresh(Ids.next());
        hear(user(1, role, UserStatus.Active));
        hear(key(key, 1, false, permissions));
        return key;
    }

    private ApiKeyChanged key(ApiKeyText key, long version, boolean revoked, Permission... permissions) {
        return new ApiKeyChanged(
                key.id(),
                version,
                user.tenantId(),
                user.resellerId(),
                user.userId(),
                key.secretHash(),
                Set.of(permissions),
                null,
                revoked);
    }

    private UserChanged user(long version, Role role, UserStatus status) {
        return new UserChanged(user.userId(), version, user.tenantId(), user.resellerId(), role, status, null);
    }

    private static int by(ApiKeyText key, String path) {
        return given().auth().oauth2(key.text()).get(path).statusCode();
    }

    private void remove() {
        hear(user(9, Role.User, UserStatus.Removed));
        await().until(() -> user.asks().get(JOBS).statusCode() == 401);
    }

    private void suspendTenant() {
        hear(suspended(user, 2, SuspensionReason.Billing));
        awaitSuspended();
    }

    private void reseller(ResellerStatus status, SuspensionReason... reasons) {
        hear(new ResellerChanged(user.resellerId(), 2, "Nightingale", status, Set.of(reasons), List.of(), null, null));
        awaitSuspended();
    }

    /** Until the suspension arrives, an empty workflow is refused as invalid. */
    private void awaitSuspended() {
        await().until(() -> user.says("{}").post(WORKFLOWS).statusCode() == 403);
    }

    private Caller caller() {
        return new Caller(
                new Scope.Tenant(user.tenantId(), user.resellerId()),
                user.userId(),
                Set.of(Role.User),
                null,
                null,
                new Caller.Origin("test", null, null));
    }

    private <T> CompletableFuture<T> begun(Uni<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())
                .runOnContext(ignored -> work.subscribe().with(done::complete, done::completeExceptionally));
        return done;
    }

    private static byte[] form(UUID workflow) {
        String body = "--b\r\nContent-Disposition: form-data; name=\"workflow_id\"\r\n\r\n" + workflow
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"clip.mp3\"\r\n"
                + "Content-Type: audio/mpeg\r\n\r\n" + new String(audio("clip.mp3"), ISO_8859_1) + "\r\n--b--\r\n";
        return body.getBytes(ISO_8859_1);
    }
}
