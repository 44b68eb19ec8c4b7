package dev.sotto.jobs.uploads;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aUserWith;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.cancelJobs;
import static dev.sotto.jobs.Sotto.change;
import static dev.sotto.jobs.Sotto.hear;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.jobs.Sotto.suspended;
import static dev.sotto.testing.TestTimeout.await;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UploadTest {

    private static final String UPLOADS = "/api/v1/uploads";
    private static final String BYTES = "application/offset+octet-stream";
    private static final byte[] CLIP = audio("clip.mp3");

    @TestHTTPResource("/")
    URI service;

    @Inject
    ScriptedEngine engine;

    @Inject
    UploadSweeper sweeper;

    @Inject
    Vertx vertx;

    private final Person user = aUser();
    private UUID workflow;

    @BeforeEach
    void makeWorkflow() {
        workflow = aWorkflow(user, ScriptedEngine.NAME);
    }

    @AfterEach
    void letGo() {
        cancelJobs(user);
        engine.reset();
    }

    @Test
    void tellsWhatItOffers() {
        Response offered = given().options(UPLOADS);

        assertThat(offered.statusCode()).isEqualTo(204);
        assertThat(offered.header("Tus-Resumable")).isEqualTo("1.0.0");
        assertThat(offered.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(offered.header("Tus-Max-Size")).isEqualTo("5000000000");
        assertThat(offered.header("Tus-Checksum-Algorithm")).isEqualTo("sha1,sha256");
        assertThat(offered.header("Tus-Extension"))
                .isEqualTo("creation,creation-with-upload,expiration,checksum,termination");
    }

    @Test
    void becomesAJob() {
        Response begun = begin(CLIP.length);
        String path = path(begun);
        assertThat(begun.statusCode()).isEqualTo(201);
        assertThat(begun.header("Location")).endsWith(path);
        assertThat(begun.header("Upload-Expires")).matches("[A-Z][a-z]{2}, [0-9]{2} [A-Z].* GMT");
        assertThat(begun.<String>path("state")).isEqualTo("Receiving");

        Response first = send(path, 0, Arrays.copyOf(CLIP, 1000));
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(204);
        assertThat(first.header("Upload-Offset")).isEqualTo("1000");
        Response head = asks().head(path);
        assertThat(head.header("Upload-Offset")).isEqualTo("1000");
        assertThat(head.header("Upload-Length")).isEqualTo(Integer.toString(CLIP.length));
        assertThat(head.header("Upload-Metadata")).contains("filename ");
        assertThat(head.header("Cache-Control")).isEqualTo("no-store");
        assertThat(head.header("Tus-Resumable")).isEqualTo("1.0.0");
        Response last = send(path, 1000, Arrays.copyOfRange(CLIP, 1000, CLIP.length));

        assertThat(last.statusCode()).as(last.asString()).isEqualTo(204);
        await().untilAsserted(
                        () -> assertThat(upload(path).<String>path("state")).isEqualTo("Completed"));
        String job = upload(path).path("job_id");
        Response made = user.asks().get(JOBS + "/" + job);
        assertThat(made.<String>path("file_name")).isEqualTo("Straße; take 2.mp3");
        assertThat(made.<String>path("title")).isEqualTo("Weekly");
        assertThat(user.asks().get(JOBS + "/" + job + "/recording").asByteArray())
                .isEqualTo(CLIP);
        await().untilAsserted(() -> assertThat(spooled(path)).doesNotExist());
        assertThat(send(path, CLIP.length, new byte[0]).statusCode()).isEqualTo(409);
    }

    @Test
    void takesItsBytesWithTheFirstRequest() {
        Response whole = creation(CLIP.length).contentType(BYTES).body(CLIP).post(UPLOADS);

        assertThat(whole.statusCode()).as(whole.asString()).isEqualTo(201);
        assertThat(whole.header("Upload-Offset")).isEqualTo(Integer.toString(CLIP.length));
        await().untilAsserted(() ->
                assertThat(upload(path(whole)).<String>path("state")).isEqualTo("Completed"));
    }

    @Test
    void recordingThatCannotBeReadIsRefusedAndToldAgain() {
        byte[] noise = "not a recording".repeat(50).getBytes(UTF_8);
        String path = path(begin(noise.length));
        send(path, 0, noise);

        await().untilAsserted(
                        () -> assertThat(upload(path).<String>path("state")).isEqualTo("Refused"));
        assertThat(upload(path).<String>path("problem.type")).endsWith("/unreadable-audio");
        assertThat(upload(path).<Integer>path("problem.status")).isEqualTo(422);
        assertThat(jobs()).isZero();
        await().untilAsserted(() -> assertThat(spooled(path)).doesNotExist());
        assertThat(Sotto.files(user)).isEmpty();
    }

    @Test
    void goesOnOnlyAtItsOffset() {
        String path = path(begin(1000));
        send(path, 0, new byte[100]);

        Response wrong = send(path, 50, new byte[100]);

        assertThat(wrong.statusCode()).isEqualTo(409);
        assertThat(wrong.<Integer>path("offset")).isEqualTo(100);
        assertThat(send(path, 100, new byte[901]).statusCode()).isEqualTo(413);
        assertThat(offset(path)).isEqualTo(100);
    }

    @Test
    void nothingIsKeptOfARequestInPiecesThatIsTooLong() throws IOException {
        String path = path(begin(1000));
        send(path, 0, new byte[100]);
        try (Socket socket = chunked(path, 100)) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write("12c\r\n".getBytes(ISO_8859_1));
                socket.getOutputStream().write(new byte[300]);
                socket.getOutputStream().write("\r\n".getBytes(ISO_8859_1));
                socket.getOutputStream().flush();
            }
            socket.getOutputStream().write("1\r\nx\r\n0\r\n\r\n".getBytes(ISO_8859_1));

            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413").contains("nothing of it was kept");
        }
        assertThat(offset(path)).isEqualTo(100);
        assertThat(send(path, 100, new byte[900]).statusCode()).isEqualTo(422);
    }

    @Test
    void adminRemovesTheUploadOfAUser() {
        String path = path(begin(1000));
        Sotto.Person admin = user.admin();

        assertThat(tus(user.colleague()).delete(path).statusCode()).isEqualTo(404);
        assertThat(tus(admin).head(path).statusCode()).isEqualTo(404);
        assertThat(tus(aUser().admin()).delete(path).statusCode()).isEqualTo(404);
        assertThat(tus(admin).delete(path).statusCode()).isEqualTo(204);

        assertThat(upload(path).statusCode()).isEqualTo(404);
    }

    @Test
    void uploadOfADeletedJobIsForgotten() {
        String path = path(begin(CLIP.length));
        send(path, 0, CLIP);
        await().untilAsserted(
                        () -> assertThat(upload(path).<String>path("state")).isEqualTo("Completed"));

        Sotto.delete(user, UUID.fromString(upload(path).path("job_id")));

        assertThat(upload(path).statusCode()).isEqualTo(404);
        assertThat(rows("select file_name from uploads where id = ?", id(path))).isEmpty();
    }

    @Test
    void cutsOffWhatWasWrittenButNotRecorded() throws IOException {
        String path = path(begin(CLIP.length));
        send(path, 0, Arrays.copyOf(CLIP, 1000));
        Files.write(spooled(path), new byte[5000], StandardOpenOption.APPEND);

        assertThat(offset(path)).isEqualTo(1000);
        send(path, 1000, Arrays.copyOfRange(CLIP, 1000, CLIP.length));

        await().untilAsserted(
                        () -> assertThat(upload(path).<String>path("state")).isEqualTo("Completed"));
        String job = upload(path).path("job_id");
        assertThat(user.asks().get(JOBS + "/" + job + "/recording").asByteArray())
                .isEqualTo(CLIP);
    }

    @Test
    void lostBytesEndTheUpload() throws IOException {
        String path = path(begin(1000));
        send(path, 0, new byte[100]);
        Files.delete(spooled(path));

        Response gone = send(path, 100, new byte[100]);

        assertThat(gone.statusCode()).isEqualTo(410);
    }

    @Test
    void checksumIsChecked() throws Exception {
        String path = path(begin(1000));
        byte[] piece = Arrays.copyOf(CLIP, 500);
        String sha1 = "sha1 "
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-1").digest(piece));
        String sha256 = "sha256 "
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(piece));

        Response damaged = patch(path, 0)
                .header("Upload-Checksum", sha1)
                .body(new byte[500])
                .patch(path);
        assertThat(damaged.statusCode()).isEqualTo(460);
        assertThat(damaged.<String>path("type")).endsWith("/checksum-mismatch");
        assertThat(offset(path)).isZero();
        assertThat(patch(path, 0)
                        .header("Upload-Checksum", sha1)
                        .body(piece)
                        .patch(path)
                        .statusCode())
                .isEqualTo(204);
        assertThat(patch(path, 500)
                        .header("Upload-Checksum", sha256)
                        .body(piece)
                        .patch(path)
                        .statusCode())
                .isIn(204, 422);
        assertThat(patch(path(begin(10)), 0)
                        .header("Upload-Checksum", "md5 x")
                        .body(new byte[10])
                        .patch(path)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void bytesOfABrokenRequestCount() throws IOException {
        String path = path(begin(10_000));
        try (Socket broken = sending(path, 0, 10_000)) {
            broken.getOutputStream().write(new byte[4_000]);
            await().untilAsserted(() -> assertThat(bytesIn(spooled(path))).isEqualTo(4_000));
        }

        await().untilAsserted(() -> assertThat(offset(path)).isEqualTo(4_000));
        assertThat(send(path, 4_000, new byte[10]).statusCode()).isEqualTo(204);
    }

    @Test
    void onlyOneRequestWritesAtATime() throws IOException {
        String path = path(begin(10_000));
        try (Socket other = sending(path, 0, 10_000)) {
            other.getOutputStream().write(new byte[100]);
            await().untilAsserted(() -> assertThat(bytesIn(spooled(path))).isEqualTo(100));

            Response second = send(path, 0, new byte[10]);

            assertThat(second.statusCode()).isEqualTo(423);
            assertThat(second.<String>path("type")).endsWith("/upload-locked");
        }
    }

    @Test
    void suspensionHoldsInTheMiddle() throws IOException {
        String path = path(begin(CLIP.length));
        try (Socket sending = sending(path, 0, CLIP.length)) {
            sending.getOutputStream().write(CLIP, 0, 1000);
            await().untilAsserted(() -> assertThat(bytesIn(spooled(path))).isEqualTo(1000));
            hear(suspended(user, 2, SuspensionReason.Billing));
            await().until(() -> send(path, 0, new byte[1]).statusCode() == 403);

            sending.getOutputStream().write(CLIP, 1000, CLIP.length - 1000);

            byte[] answer = sending.getInputStream().readNBytes(12);
            assertThat(new String(answer, ISO_8859_1)).isEqualTo("HTTP/1.1 403");
        }
        assertThat(jobs()).isZero();
        assertThat(rows("select state from uploads where tenant_id = ?", user.tenantId()))
                .containsExactly("Receiving");
    }

    @Test
    void deletedUploadIsGone() {
        String path = path(begin(1000));
        send(path, 0, new byte[10]);

        assertThat(asks().delete(path).statusCode()).isEqualTo(204);

        assertThat(asks().head(path).statusCode()).isEqualTo(404);
        assertThat(spooled(path)).doesNotExist();
    }

    @Test
    void expiredUploadIsSweptAway() throws Exception {
        String path = path(begin(1000));
        String other = path(begin(1000));
        send(path, 0, new byte[10]);
        send(other, 0, new byte[10]);
        change("update uploads set expires_at = now() - interval '1 second' where id = ?", id(path));
        assertThat(asks().head(path).statusCode()).isEqualTo(410);
        assertThat(send(path, 10, new byte[10]).statusCode()).isEqualTo(410);

        Files.setLastModifiedTime(spooled(path), java.nio.file.attribute.FileTime.fromMillis(0));
        Files.setLastModifiedTime(spooled(other), java.nio.file.attribute.FileTime.fromMillis(0));
        run(sweeper.sweep());

        assertThat(asks().head(path).statusCode()).isEqualTo(404);
        assertThat(spooled(path)).doesNotExist();
        assertThat(offset(other)).isEqualTo(10);
        assertThat(spooled(other)).exists();
    }

    @Test
    void finishingThatWasInterruptedIsTakenUpAgainAndMakesOneJob() throws IOException {
        String path = path(begin(CLIP.length));
        Files.write(spooled(path), CLIP);
        // As a process leaves it that dies after the last byte.
        change(
                "update uploads set received = length, state = 'Checking', fence = 7, busy_until = now() where id = ?",
                id(path));
        await().untilAsserted(
                        () -> assertThat(upload(path).<String>path("state")).isEqualTo("Completed"));
        String job = upload(path).path("job_id");
        // As a process leaves it that dies after the job was made.
        Files.write(spooled(path), CLIP);
        change("update uploads set state = 'Checking', job_id = null where id = ?", id(path));

        await().untilAsserted(
                        () -> assertThat(upload(path).<String>path("state")).isEqualTo("Completed"));
        assertThat(upload(path).<String>path("job_id")).isEqualTo(job);
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void quotaIsCheckedBeforeTheFirstByte() {
        Person poor = aUserWith(Sotto.HOUR_MS, 25_000);
        UUID theirs = aWorkflow(poor, ScriptedEngine.NAME);

        assertThat(creation(poor, theirs, 9_000).post(UPLOADS).statusCode()).isEqualTo(201);
        Response second = creation(poor, theirs, 9_000).post(UPLOADS);

        assertThat(second.statusCode()).isEqualTo(422);
        assertThat(second.<String>path("type")).endsWith("/quota-exceeded");
        assertThat(second.jsonPath().getLong("remaining")).isEqualTo(16_000);
        assertThat(second.jsonPath().getLong("needed")).isEqualTo(19_000);
    }

    @Test
    void creationThatIsRefusedWithItsBytesLeavesNothing() {
        Response tooLong = creation(2).contentType(BYTES).body(new byte[6]).post(UPLOADS);
        Response damaged = creation(CLIP.length)
                .header("Upload-Checksum", "sha1 " + base64("12345678901234567890"))
                .contentType(BYTES)
                .body(CLIP)
                .post(UPLOADS);

        assertThat(tooLong.statusCode()).isEqualTo(413);
        assertThat(damaged.statusCode()).isEqualTo(460);
        assertThat(rows("select id from uploads where tenant_id = ?", user.tenantId()))
                .isEmpty();
    }

    @Test
    void workflowThatIsDeletedMeanwhileIsNamed() {
        String path = path(begin(CLIP.length));
        user.asks().delete("/api/v1/workflows/" + workflow);

        Response last = send(path, 0, CLIP);

        assertThat(last.statusCode()).as(last.asString()).isEqualTo(400);
        assertThat(last.<String>path("errors[0].pointer")).isEqualTo("/workflow_id");
        assertThat(upload(path).<String>path("state")).isEqualTo("Refused");
    }

    @Test
    void diskIsCheckedBeforeTheFirstByte() {
        change(
                "insert into uploads (id, tenant_id, reseller_id, user_id, length, file_name, metadata, role, expires_at)"
                        + " values ('00000000-0000-0000-0000-000000000abc', '00000000-0000-0000-0000-000000000abc',"
                        + " '00000000-0000-0000-0000-000000000abc', '00000000-0000-0000-0000-000000000abc',"
                        + " 1000000000000000, 'huge', '', 'User', now() + interval '1 hour')");
        try {
            assertThat(begin(1000).statusCode()).isEqualTo(507);
        } finally {
            change("delete from uploads where id = '00000000-0000-0000-0000-000000000abc'");
        }
        assertThat(begin(1000).statusCode()).isEqualTo(201);
    }

    @Test
    void limitsUnfinishedUploadsOfAnOrganisation() {
        for (int i = 0; i < 20; i++) {
            assertThat(begin(10).statusCode()).isEqualTo(201);
        }

        assertThat(begin(10).statusCode()).isEqualTo(429);
    }

    @Test
    void refusesWhatItDoesNotSpeak() {
        String path = path(begin(100));

        assertThat(creation(5_000_000_001L).post(UPLOADS).statusCode()).isEqualTo(413);
        assertThat(creation(0).post(UPLOADS).statusCode()).isEqualTo(400);
        assertThat(asks().header("Upload-Metadata", metadata(workflow))
                        .post(UPLOADS)
                        .statusCode())
                .isEqualTo(400);
        assertThat(asks().header("Upload-Length", "x").post(UPLOADS).statusCode())
                .isEqualTo(400);
        assertThat(creation(user, UUID.randomUUID(), 10).post(UPLOADS).statusCode())
                .isEqualTo(404);
        assertThat(user.asks().header("Tus-Resumable", "0.2.2").head(path).statusCode())
                .isEqualTo(412);
        assertThat(asks().header("Upload-Offset", 0)
                        .contentType("text/plain")
                        .body("x")
                        .patch(path)
                        .statusCode())
                .isEqualTo(415);
        assertThat(asks().contentType(BYTES).body(new byte[1]).patch(path).statusCode())
                .isEqualTo(400);
    }

    @Test
    void isItsCreatorsAlone() {
        String path = path(begin(100));

        for (Person other : new Person[] {user.colleague(), user.admin(), aUser()}) {
            assertThat(other.asks().get(path).statusCode()).isEqualTo(404);
            assertThat(other.asks().head(path).statusCode()).isEqualTo(404);
            assertThat(other.isAdmin() || other.asks().delete(path).statusCode() == 404)
                    .isTrue();
            assertThat(other.asks()
                            .header("Upload-Offset", 0)
                            .contentType(BYTES)
                            .body(new byte[1])
                            .patch(path)
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private Response begin(long length) {
        return creation(length).post(UPLOADS);
    }

    private RequestSpecification creation(long length) {
        return creation(user, workflow, length);
    }

    private static RequestSpecification creation(Person person, UUID workflow, long length) {
        return tus(person).header("Upload-Length", length).header("Upload-Metadata", metadata(workflow));
    }

    private static String metadata(UUID workflow) {
        return "filename " + base64("Straße; take 2.mp3") + ",title " + base64("Weekly") + ",workflow_id "
                + base64(workflow.toString());
    }

    private RequestSpecification asks() {
        return tus(user);
    }

    private static RequestSpecification tus(Person person) {
        return person.asks()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Tus-Resumable", "1.0.0");
    }

    private RequestSpecification patch(String path, long offset) {
        return asks().header("Upload-Offset", offset).contentType(BYTES);
    }

    private Response send(String path, long offset, byte[] piece) {
        return patch(path, offset).body(piece).patch(path);
    }

    private Response upload(String path) {
        return user.asks().get(path);
    }

    private long offset(String path) {
        return Long.parseLong(asks().head(path).header("Upload-Offset"));
    }

    private int jobs() {
        return rows("select 1 from jobs where tenant_id = ?", user.tenantId()).size();
    }

    private static String path(Response begun) {
        assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(201);
        return UPLOADS + "/" + begun.path("id");
    }

    private static UUID id(String path) {
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    /** The file is there only after the first bytes. */
    private static long bytesIn(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException notYet) {
            return 0;
        }
    }

    private static Path spooled(String path) {
        return SottoTestResource.dataDirectory()
                .resolve("media/spool/resumable")
                .resolve(id(path).toString());
    }

    private Socket chunked(String path, long offset) throws IOException {
        return begun(path, offset, "Connection: close\r\nTransfer-Encoding: chunked");
    }

    /** Begins a request and leaves its body to the test. */
    private Socket sending(String path, long offset, long length) throws IOException {
        return begun(path, offset, "Content-Length: " + length);
    }

    private Socket begun(String path, long offset, String framing) throws IOException {
        String token = SottoTestResource.tokens()
                .user(user.tenantId(), user.resellerId())
                .subject(user.userId())
                .sign();
        Socket socket = new Socket("127.0.0.1", service.getPort());
        socket.setSoTimeout(TestTimeout.MILLIS);
        socket.getOutputStream()
                .write(("PATCH " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token
                                + "\r\nTus-Resumable: 1.0.0\r\nContent-Type: " + BYTES + "\r\nUpload-Offset: " + offset
                                + "\r\n" + framing + "\r\n\r\n")
                        .getBytes(ISO_8859_1));
        return socket;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private void run(Uni<Void> work) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())
                .runOnContext(ignored -> work.subscribe().with(done::complete, done::completeExceptionally));
        done.get(TestTimeout.SECONDS, TimeUnit.SECONDS);
    }
}
