package dev.sotto.runtime.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sotto.testing.CapturedLog;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own failures: each has the right problem, and is logged once with its cause. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class FailureLogTest {

    private static final Predicate<CapturedLog.Line> IS_ERROR =
            line -> line.level().getName().equals("ERROR") && line.hasStackTrace();

    @TestHTTPResource("/")
    URI service;

    private final String user = SottoTestResource.tokens()
            .user(UUID.randomUUID(), UUID.randomUUID())
            .sign();

    @ParameterizedTest
    @CsvSource({
        "file, NoSuchFileException: /nowhere/lost",
        "program, Cannot run program",
        "number, NumberFormatException",
        "date, DateTimeParseException"
    })
    void internalErrorIsNotReportedAsDatabaseOrCallerFault(String operation, String cause) {
        try (CapturedLog log = new CapturedLog()) {
            get(operation)
                    .statusCode(500)
                    .header("Retry-After", nullValue())
                    .body("type", endsWith("/internal"))
                    .body(
                            "detail",
                            equalTo("The server could not handle the request and logged the error. Retry later."));

            assertThat(log.lines("/failing/" + operation))
                    .singleElement()
                    .matches(IS_ERROR)
                    .extracting(CapturedLog.Line::text, STRING)
                    .startsWith("Answered 500 to GET /failing/" + operation + "\n")
                    .contains(cause);
            assertThat(log.lines(cause)).hasSize(1);
        }
    }

    @Test
    void unavailableDatabaseIsLoggedOnOneLinePerRequest() {
        try (CapturedLog log = new CapturedLog()) {
            get("database")
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .body("type", endsWith("/unavailable"))
                    .body("detail", containsString("database does not answer"));

            assertThat(log.lines("/failing/database"))
                    .singleElement()
                    .matches(line -> line.level().intValue() == Level.WARNING.intValue() && !line.hasStackTrace())
                    .extracting(CapturedLog.Line::text, STRING)
                    .startsWith("Answered 503 to GET /failing/database: ")
                    .contains("DatabaseUnavailable");
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-13-01, 7", "2026-02-30, 7", "today, 7", "2026-01-31, seven", "2026-01-31, 99999999999"})
    void unconvertibleParameterIsTheCallersFault(String day, String count) {
        try (CapturedLog log = new CapturedLog()) {
            given().auth()
                    .oauth2(user)
                    .header("X-Count", count)
                    .get("/failing/converted?day=" + day)
                    .then()
                    .statusCode(400)
                    .body("type", endsWith("/invalid-request"));

            assertThat(log.lines("/failing/converted")).isEmpty();
        }
        given().auth()
                .oauth2(user)
                .header("X-Count", "7")
                .get("/failing/converted?day=2026-01-31")
                .then()
                .statusCode(200)
                .body(equalTo("2026-01-31 7"));
    }

    /** Larger than what is read on the event loop, so that the framework's stream breaks off. */
    @Test
    void clientDisconnectDuringBodyIsNotLoggedAsFailure() throws IOException {
        try (CapturedLog log = new CapturedLog(FailureLog.class)) {
            try (Socket socket = new Socket("127.0.0.1", service.getPort())) {
                socket.setSoTimeout(TestTimeout.MILLIS);
                send(socket, "Expect: 100-continue\r\nContent-Length: 200000", "");
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
                        .isEqualTo("HTTP/1.1 100");
                socket.getOutputStream()
                        .write(("{\"name\":\"" + "x".repeat(50_000)).getBytes(StandardCharsets.ISO_8859_1));
            }

            assertThatNoFailureIsLogged(log);
        }
    }

    @Test
    void tooLargeChunkedBodyIsNotLoggedAsFailure() throws IOException {
        try (CapturedLog log = new CapturedLog(FailureLog.class);
                Socket socket = new Socket("127.0.0.1", service.getPort())) {
            socket.setSoTimeout(TestTimeout.MILLIS);
            send(socket, "Transfer-Encoding: chunked", "40001\r\n" + " ".repeat(0x40001) + "\r\n0\r\n\r\n");

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 413");
            assertThatNoFailureIsLogged(log);
        }
    }

    private static void assertThatNoFailureIsLogged(CapturedLog log) {
        TestTimeout.await()
                .until(() -> log.lines("The body of POST /probe broke off").size() == 1);
        // The failed write to the disconnected client is handled on the same thread, so this request comes after it.
        given().get("/q/openapi").then().statusCode(200);
        assertThat(log.lines("/probe")).hasSize(1);
    }

    private void send(Socket socket, String length, String body) throws IOException {
        socket.getOutputStream()
                .write(("POST /probe HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + user + "\r\n" + length + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private ValidatableResponse get(String operation) {
        return given().auth().oauth2(user).get("/failing/" + operation).then();
    }
}
