package dev.sotto.runtime;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sotto.runtime.problem.Problem;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import dev.sotto.testing.tokens.ForgedTokens;
import dev.sotto.testing.tokens.Forgery;
import dev.sotto.testing.tokens.SignedTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access, and the form of refusals. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class HttpTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    URI service;

    private final UUID tenantId = UUID.randomUUID();
    private final UUID resellerId = UUID.randomUUID();
    private final SignedTokens tokens = SottoTestResource.tokens();

    @Test
    void lateRefusalIsNotLoggedAsError() {
        List<Level> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                boolean ofTheTest = line.getThrown() instanceof Problem
                        || line.getThrown() instanceof IllegalStateException
                        || String.valueOf(line.getMessage()).contains("Mutiny");
                if (ofTheTest && line.getLevel().intValue() >= Level.WARNING.intValue()) {
                    logged.add(line.getLevel());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(handler);
        try {
            Infrastructure.handleDroppedException(Problem.notFound());
            assertThat(logged).isEmpty();
            Infrastructure.handleDroppedException(new IllegalStateException("of the service's own"));
            assertThat(logged).hasSize(1);
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
    }

    @Test
    void longPageIsSentAtOnce() {
        String body = given().auth()
                .oauth2(tokens.user(tenantId, resellerId).sign())
                .get("/probe/long-page")
                .then()
                .statusCode(200)
                .header("Transfer-Encoding", nullValue())
                .header("Content-Length", notNullValue())
                .extract()
                .asString();

        assertThat(body.length()).isGreaterThan(90_000);
    }

    @Test
    void identifiesCallerOnlyByToken() {
        given().auth()
                .oauth2(tokens.user(tenantId, resellerId).sign())
                .header("X-Tenant-Id", UUID.randomUUID().toString())
                .get("/probe")
                .then()
                .statusCode(200)
                .body(equalTo("Tenant[id=" + tenantId + ", resellerId=" + resellerId + "]"));
    }

    @Test
    void refusesEveryForgedTokenAndAcceptsItsTwin() {
        URI nowhere = URI.create("http://127.0.0.1:9");
        List<Forgery> forgeries = new ForgedTokens(tokens, () -> tokens.user(tenantId, resellerId), nowhere).all();
        assertThat(forgeries).hasSizeGreaterThan(200);

        assertThat(forgeries)
                .filteredOn(forgery -> !isRefused(asked(forgery.authorization())))
                .isEmpty();
        assertThat(forgeries)
                .filteredOn(forgery -> asked(List.of(forgery.twin())).statusCode() != 200)
                .isEmpty();
    }

    private static boolean isRefused(HttpResponse<String> response) {
        return response.statusCode() == 401
                && response.headers().allValues("Content-Type").equals(List.of("application/problem+json"))
                && response.body().contains("\"https://sotto.dev/problems/unauthenticated\"");
    }

    private HttpResponse<String> asked(List<String> authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve("/probe"));
        authorization.forEach(value -> request.header("Authorization", value));
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }

    @Test
    void refusesMissingRolesAndUndeclaredOperations() {
        String user = tokens.user(tenantId, resellerId).sign();

        given().auth().oauth2(user).get("/probe/admins").then().statusCode(403).body("status", equalTo(403));
        given().auth().oauth2(user).get("/probe/undeclared").then().statusCode(403);
        given().get("/probe").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        given().auth().oauth2(user).get("/nowhere").then().statusCode(404).contentType("application/problem+json");
        given().auth().oauth2(user).delete("/probe").then().statusCode(405);
    }

    @Test
    void onlyServicesReadInternalOperations() {
        given().auth()
                .oauth2(tokens.platformAdmin().sign())
                .get("/probe/internal")
                .then()
                .statusCode(403);
        given().header("Authorization", "Service job-service:wrong")
                .get("/probe/internal")
                .then()
                .statusCode(401);
        given().header("Authorization", "Service nobody:x")
                .get("/probe/internal")
                .then()
                .statusCode(401);
        given().header("Authorization", "Service job-service:service-key-under-test")
                .get("/probe/internal")
                .then()
                .statusCode(200);
    }

    @Test
    void saysWhereTheFaultLies() {
        refuses("{\"name\":\"x\",\"nmae\":\"y\"}", "/nmae", "unknown-member")
                .body("errors[0].params.allowed", hasItem("name"));
        refuses("{\"name\":\"\"}", "/name", "required");
        refuses("{\"name\":\"a\\u0000b\"}", "/name", "invalid-characters");
        refuses("{\"name\":\"a\\ud800b\"}", "/name", "invalid-characters");
        refuses("{\"name\":7}", "/name", "wrong-type").body("errors[0].params.expected", equalTo("string"));
        refuses("{\"name\":\"x\",\"parts\":[{\"amount\":-1}]}", "/parts/0/amount", "out-of-range")
                .body("errors[0].params.min", equalTo(0));
        refuses("{\"name\":\"x\",\"parts\":[{\"amount\":\"many\"}]}", "/parts/0/amount", "wrong-type");
        post("{\"name\":\"x\",\"name\":\"y\"}").statusCode(400);
        refuses("{\"name\":", "", "malformed-json")
                .body("errors[0].params.line", equalTo(1))
                .body("errors[0].params.column", equalTo(9));
        post("[]").statusCode(400);
        post("").statusCode(400);
        post("null").statusCode(400);
        post("{\"name\":\"x\"} trailing").statusCode(400);
        refuses("{\"name\":\"x\",\"parts\":[" + "{\"amount\":1},".repeat(2_000) + "{\"amount\":1}]}", "", "too-large")
                .body("errors[0]", not(hasKey("params")));
        post("{\"name\":\"fine\"}").statusCode(200);
    }

    private ValidatableResponse refuses(String body, String pointer, String code) {
        return post(body)
                .statusCode(400)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/id | \"1-1-1-1-1\" | must be a UUID",
                "/id | \"AAAAAAAAAAAAAAAAAAAAAA==\" | must be a UUID",
                "/id | 7 | must be a UUID",
                "/at | 1767225600 | must be a date and time such as 2026-01-31T10:00:00Z",
                "/at | \"1767225600\" | must be a date and time such as 2026-01-31T10:00:00Z",
                "/at | \"2026-01-31\" | must be a date and time such as 2026-01-31T10:00:00Z",
                "/at | \"+12026-01-31T10:00:00Z\" | must be a date and time such as 2026-01-31T10:00:00Z",
                "/price | \"cheap\" | must be a decimal number of at most 100 digits",
                "/price | [] | must be a decimal number of at most 100 digits",
                "/open | \"yes\" | must be true or false",
                "/role | \"Root\" | must be one of PlatformAdmin, ResellerAdmin, Admin, User",
                "/parts | {} | must be an array",
                "/parts/0 | 7 | must be an object",
                "/parts/0/amount | 99999999999 | must be an integer between -2147483648 and 2147483647",
                "/parts/0/amount | 1.5 | must be an integer"
            })
    void describesExpectedTypeInJsonTerms(String pointer, String value, String detail) {
        String member = pointer.startsWith("/parts/0/")
                ? "\"parts\": [{\"amount\": " + value + "}]"
                : pointer.equals("/parts/0")
                        ? "\"parts\": [" + value + "]"
                        : "\"" + pointer.substring(1) + "\": " + value;
        post("{\"name\": \"x\", " + member + "}")
                .statusCode(400)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", equalTo(detail));
    }

    @Test
    void acceptsOnlyCanonicalIdsAndInstants() {
        post("{\"name\": \"x\", \"id\": \"" + tenantId.toString().toUpperCase(Locale.ROOT)
                        + "\", \"at\": \"2026-01-31T12:00:00.123+02:00\", \"price\": \"29.00\", \"open\": true}")
                .statusCode(200);
    }

    @Test
    void refusesUnknownParameters() {
        String user = tokens.user(tenantId, resellerId).sign();

        given().auth().oauth2(user).get("/probe/page?limit=2").then().statusCode(200);
        given().auth()
                .oauth2(user)
                .get("/probe/page?lmit=2")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?lmit"))
                .body("errors[0].code", equalTo("unknown-parameter"))
                .body("errors[0].params.allowed", equalTo(List.of("cursor", "limit")));
        given().auth().oauth2(user).get("/probe?x=1").then().statusCode(400).body("errors.pointer", hasItem("?x"));
        given().auth()
                .oauth2(user)
                .header("Idempotency-Key", "")
                .contentType(ContentType.JSON)
                .body("{\"name\":\"fine\"}")
                .post("/probe")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("Idempotency-Key"));
    }

    @ParameterizedTest
    @CsvSource({
        "tenant_id, x, must be a UUID",
        "tenant_id, 1-1-1-1-1, must be a UUID",
        "tenant_id, '', must have a value; leave the parameter out to get all",
        "role, Root, 'must be one of PlatformAdmin, ResellerAdmin, Admin, User'",
        "role, admin, 'must be one of PlatformAdmin, ResellerAdmin, Admin, User'",
        "role, '', must have a value; leave the parameter out to get all",
        "search, '', must have a value; leave the parameter out to get all",
        "search, a\u0000b, must not contain NUL characters or unpaired surrogates",
        "limit, many, must be an integer",
        "limit, 99999999999, must be an integer between -2147483648 and 2147483647"
    })
    void namesUnreadableParameter(String name, String value, String detail) {
        given().auth()
                .oauth2(user())
                .queryParam(name, value)
                .get("/probe/filtered")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?" + name))
                .body("errors[0].detail", equalTo(detail));
    }

    @Test
    void missingBodyIsReported() {
        given().auth()
                .oauth2(user())
                .contentType(ContentType.JSON)
                .post("/probe")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo(""))
                .body("errors[0].code", equalTo("required"));
    }

    @Test
    void repeatedParameterIsRefused() {
        given().auth()
                .oauth2(user())
                .get("/probe/filtered?role=Admin&role=User")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?role"))
                .body("errors[0].code", equalTo("given-twice"));
    }

    @Test
    void acceptsDeclaredParametersAndAnswers404ForMalformedPathId() {
        given().auth()
                .oauth2(user())
                .get("/probe/filtered?tenant_id=" + tenantId + "&role=Admin&limit=-7&search=x")
                .then()
                .statusCode(200)
                .body(equalTo(tenantId + " Admin -7 x"));
        given().auth().oauth2(user()).get("/probe/x/thing").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "Proto, ''",
        "Proto, 'ht tp'",
        "Proto, ://",
        "Proto, javascript",
        "Proto, 'https, http'",
        "Host, ''",
        "Host, 'a b'",
        "Host, a/b",
        "Host, '[::1'",
        "Host, <>",
        "Host, '[::::]'",
        "Host, a@b",
        "Port, ''",
        "Port, x",
        "Port, -1",
        "Port, 655360"
    })
    void refusesMalformedForwardedHeaders(String name, String value) throws IOException {
        assertThat(answers("GET /probe/link HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer " + user()
                        + "\r\nX-Forwarded-" + name + ": " + value + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json")
                .contains("X-Forwarded-" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "Proto, https, https://",
        "Host, sotto.example:8443, //sotto.example:8443/",
        "Host, '[::1]:65535', '//[::1]:65535/'",
        "Host, a:65536, http://a/probe/link/",
        "Host, a:99999999, http://a/probe/link/",
        "Host, -_., /probe/link/",
        "Host, 'a,b', /probe/link/",
        "Port, 8443, :8443/",
        "Port, 0, /probe/link/",
        "Port, 65536, /probe/link/",
        "For, '10.0.0.1, fe80::1, unknown', /probe/link/",
        "For, 'a b', /probe/link/",
        "For, ':', /probe/link/",
        "For, '[::', /probe/link/",
        "For, 'a:99999', /probe/link/",
        "Ssl, on, https://",
        "Ssl, maybe, http://"
    })
    void forwardedHeadersDetermineLinks(String name, String value, String link) throws IOException {
        assertThat(answers("GET /probe/link HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer " + user()
                        + "\r\nX-Forwarded-" + name + ": " + value + "\r\n\r\n"))
                .startsWith("HTTP/1.1 201 ")
                .contains(link);
    }

    @Test
    void internalErrorRevealsNoDetails() {
        given().auth()
                .oauth2(tokens.user(tenantId, resellerId).sign())
                .get("/probe/broken")
                .then()
                .statusCode(500)
                .body("detail", equalTo("The server could not handle the request and logged the error. Retry later."));
    }

    @Test
    void tooLargeRequestIsRefusedUnread() {
        String body = given().auth()
                .oauth2(tokens.user(tenantId, resellerId).sign())
                .contentType(ContentType.JSON)
                .body("{\"name\":\"" + "x".repeat(256 * 1024) + "\"}")
                .post("/probe")
                .then()
                .statusCode(413)
                .extract()
                .body()
                .asString();
        assertThat(body).doesNotContain("Exception");
    }

    @Test
    void chunkedBodyIsLimited() throws IOException {
        String head = "POST /probe HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + user()
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

        assertThat(answers(head + "b\r\n{\"name\":\"x\"\r\n1\r\n}\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(answers(head + "40001\r\n" + " ".repeat(0x40001) + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void nextRequestIsAnsweredAfterAnyBody() throws IOException {
        String next =
                "GET /probe HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer " + user() + "\r\n\r\n";
        for (int size : List.of(10, 50_000, 60_000)) {
            String refused = "POST /probe HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                    + size + "\r\n\r\n" + "x".repeat(size);

            assertThat(answers(refused + next))
                    .as("%d bytes", size)
                    .startsWith("HTTP/1.1 401 ")
                    .contains("HTTP/1.1 200 ");
        }
    }

    @Test
    void connectionIsClosedWhenClientKeepsSendingAfterAnswer() throws IOException {
        assertThat(answers("POST /probe HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 200000\r\n\r\n{"))
                .startsWith("HTTP/1.1 401 ")
                .containsIgnoringCase("connection: close");
        assertThat(answers("POST /probe HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1000\r\n\r\n{"))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void listsAllowedMethodsOfAPath() {
        given().delete("/probe").then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS, POST");
        given().post("/probe/page")
                .then()
                .statusCode(405)
                .header("Allow", "GET, HEAD, OPTIONS")
                .contentType("application/problem+json");
        given().options("/probe/page").then().statusCode(204).header("Allow", "GET, HEAD, OPTIONS");
    }

    @Test
    void malformedHeadIsRefusedWithReason() throws IOException {
        String authorized = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer " + user() + "\r\n";
        for (String wrong : List.of("/", "x", ";", "text", "text/plain;q=x", "a/b;c", "\"", ";".repeat(5_000))) {
            assertThat(answers("GET /probe" + authorized + "Accept: " + wrong + "\r\n\r\n"))
                    .as(wrong)
                    .startsWith("HTTP/1.1 406 ")
                    .contains("application/problem+json");
        }
        for (String fine : List.of("", " ", "*/*", "text/plain;a=\"x,y\";q=0.5, */*;q=0.1")) {
            assertThat(answers("GET /probe" + authorized + "Accept:" + fine + "\r\n\r\n"))
                    .as(fine)
                    .startsWith("HTTP/1.1 200 ");
        }
        assertThat(answers("POST /probe" + authorized + "Content-Type: ;\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 415 ")
                .contains("application/problem+json");
    }

    /** Returns everything that is answered until the connection is closed. */
    private String answers(String requests) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.getPort())) {
            socket.setSoTimeout(TestTimeout.MILLIS);
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private String user() {
        return tokens.user(tenantId, resellerId).sign();
    }

    @Test
    void listIsPaged() {
        String user = tokens.user(tenantId, resellerId).sign();
        given().auth()
                .oauth2(user)
                .queryParam("limit", 0)
                .get("/probe/page")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("?limit"));
        given().auth()
                .oauth2(user)
                .queryParam("limit", "x")
                .get("/probe/page")
                .then()
                .statusCode(400);
        given().auth()
                .oauth2(user)
                .queryParam("cursor", "x")
                .get("/probe/page")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("?cursor"));
        given().auth().oauth2(user).get("/probe/page").then().statusCode(200);
    }

    private ValidatableResponse post(String body) {
        return given().auth()
                .oauth2(tokens.user(tenantId, resellerId).sign())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/probe")
                .then();
    }
}
