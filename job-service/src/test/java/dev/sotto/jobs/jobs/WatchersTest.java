package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.testing.TestTimeout.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WatchersTest {

    @TestHTTPResource("/")
    URI service;

    @Inject
    ScriptedEngine engine;

    private final List<Socket> streams = new ArrayList<>();

    @AfterEach
    void letGo() throws IOException {
        closeAll();
        engine.reset();
    }

    @Test
    void limitsStreamsPerPerson() throws IOException {
        Person user = aUser();
        Person admin = user.admin();
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        for (int i = 0; i < 8; i++) {
            assertThat(watch(user, job)).as("stream %d", i).startsWith("HTTP/1.1 200");
        }

        assertThat(watch(user, job)).startsWith("HTTP/1.1 429").containsIgnoringCase("retry-after");
        assertThat(watch(admin, job)).startsWith("HTTP/1.1 200");

        closeAll();
        await().untilAsserted(() -> assertThat(watch(user, job)).startsWith("HTTP/1.1 200"));
    }

    @Test
    void limitsStreamsPerOrganisation() throws IOException {
        Person user = aUser();
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        for (int person = 0; person < 8; person++) {
            Person admin = user.admin();
            for (int i = 0; i < 8; i++) {
                assertThat(watch(admin, job)).startsWith("HTTP/1.1 200");
            }
        }

        assertThat(watch(user, job)).startsWith("HTTP/1.1 429");
    }

    /** Returns the head of the answer; the stream stays open. */
    private String watch(Person person, UUID job) throws IOException {
        Socket socket = new Socket("127.0.0.1", service.getPort());
        streams.add(socket);
        socket.setSoTimeout(TestTimeout.MILLIS);
        var tokens = SottoTestResource.tokens();
        var draft = person.isAdmin()
                ? tokens.admin(person.tenantId(), person.resellerId())
                : tokens.user(person.tenantId(), person.resellerId());
        socket.getOutputStream()
                .write(("GET " + JOBS + "/" + job + "/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                                + draft.subject(person.userId()).sign() + "\r\n\r\n")
                        .getBytes(US_ASCII));
        byte[] head = new byte[4096];
        int n = socket.getInputStream().read(head);
        return new String(head, 0, Math.max(0, n), US_ASCII);
    }

    private void closeAll() throws IOException {
        for (Socket stream : streams) {
            stream.close();
        }
        streams.clear();
    }
}
