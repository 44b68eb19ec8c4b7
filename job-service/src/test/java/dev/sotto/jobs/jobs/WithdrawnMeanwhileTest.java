package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.hear;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.testing.TestTimeout.await;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.HandEngine;
import dev.sotto.jobs.Sotto;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.model.access.Permission;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.UserChanged;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.runtime.access.ApiKeyText;
import dev.sotto.runtime.json.Ids;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody is removed, or their key revoked, while a request of theirs, let in before, still goes on. */
@QuarkusTest
class WithdrawnMeanwhileTest {

    @TestHTTPResource("/")
    URI service;

    @Inject
    HandEngine engine;

    private final Person user = aUser();

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void aStreamEnds() throws IOException {
        streamEnds(token(), this::remove);
    }

    @Test
    void aStreamEndsWithItsApiKey() throws IOException {
        ApiKeyText key = ApiKeyText.fresh(Ids.next());
        hear(new UserChanged(user.userId(), 1, user.tenantId(), user.resellerId(), Role.User, UserStatus.Active, null));
        hear(changed(key, 1, false));

        streamEnds(key.text(), () -> {
            hear(changed(key, 2, true));
            await().until(() -> given().auth().oauth2(key.text()).get(JOBS).statusCode() == 401);
        });
    }

    private void streamEnds(String credential, Runnable withdrawn) throws IOException {
        UUID job = aJob(user, aWorkflow(user, HandEngine.NAME));
        try (Socket stream = open("GET " + JOBS + "/" + job + "/events HTTP/1.1\r\n" + head(credential) + "\r\n")) {
            byte[] start = new byte[4096];
            assertThat(new String(start, 0, stream.getInputStream().read(start), ISO_8859_1))
                    .startsWith("HTTP/1.1 200");

            withdrawn.run();

            assertThat(new String(stream.getInputStream().readAllBytes(), ISO_8859_1))
                    .endsWith("0\r\n\r\n");
        }
    }

    private ApiKeyChanged changed(ApiKeyText key, long version, boolean revoked) {
        return new ApiKeyChanged(
                key.id(),
                version,
                user.tenantId(),
                user.resellerId(),
                user.userId(),
                key.secretHash(),
                Set.of(Permission.JOBS_READ),
                null,
                revoked);
    }

    @Test
    void anUploadIsRefusedWhenItIsComplete() throws IOException {
        byte[] form = form(aWorkflow(user, HandEngine.NAME));
        String head = "POST " + JOBS + " HTTP/1.1\r\n" + head(token())
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + form.length + "\r\n\r\n";
        try (Socket upload = open(head)) {
            upload.getOutputStream().write(form, 0, form.length / 2);
            upload.getOutputStream().flush();

            remove();
            upload.getOutputStream().write(form, form.length / 2, form.length - form.length / 2);

            byte[] answer = new byte[4096];
            assertThat(new String(answer, 0, upload.getInputStream().read(answer), ISO_8859_1))
                    .startsWith("HTTP/1.1 401");
        }
        assertThat(rows("select 1 from jobs where tenant_id = ?", user.tenantId()))
                .isEmpty();
        assertThat(Sotto.files(user)).isEmpty();
    }

    private Socket open(String head) throws IOException {
        Socket socket = new Socket("127.0.0.1", service.getPort());
        socket.setSoTimeout(TestTimeout.MILLIS);
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        return socket;
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

    private void remove() {
        hear(new UserChanged(
                user.userId(), 9, user.tenantId(), user.resellerId(), Role.User, UserStatus.Removed, null));
        await().until(() -> user.asks().get(JOBS).statusCode() == 401);
    }

    private static byte[] form(UUID workflow) {
        String body = "--b\r\nContent-Disposition: form-data; name=\"workflow_id\"\r\n\r\n" + workflow
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"clip.mp3\"\r\n"
                + "Content-Type: audio/mpeg\r\n\r\n" + new String(audio("clip.mp3"), ISO_8859_1) + "\r\n--b--\r\n";
        return body.getBytes(ISO_8859_1);
    }
}
