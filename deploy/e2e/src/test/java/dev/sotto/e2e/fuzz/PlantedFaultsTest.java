package dev.sotto.e2e.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import dev.sotto.e2e.isolation.Canaries;
import dev.sotto.e2e.isolation.Client;
import dev.sotto.e2e.isolation.Client.Ask;
import dev.sotto.e2e.isolation.Operation;
import dev.sotto.e2e.isolation.Person;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault of a service that is faulty on purpose is found and shown. */
class PlantedFaultsTest {
    private static final String WORKFLOW = """
            {"id":"01a2081b-b785-7ee8-81b1-d2c27a6aa168","tenant_id":"01a2081b-b785-7ee8-81b1-d2c27a6aa169",\
            "user_id":"01a2081b-b785-7ee8-81b1-d2c27a6aa170","name":"w",\
            "config":{"nodes":[{"id":"hear","type":"transcription","config":{}}],"edges":[]},"is_template":false,\
            "is_public":false,"is_default":false,"version":1,"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-02T00:00:00Z"}""";
    private static final String PROBLEM = """
            {"type":"https://sotto.dev/problems/invalid-request","title":"t","status":400,"detail":"d"}""";

    private final Documented getWorkflow =
            Documented.of(Operation.document("job")).get("getWorkflow");
    private HttpServer service;
    private Trial trial;

    @TempDir
    private Path bodies;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.start();
        URI address = URI.create("http://127.0.0.1:" + service.getAddress().getPort());
        trial = new Trial(new Client(address, Canaries.ofThisRun()), new Findings(new Curl(bodies)));
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void acceptsDocumentedAnswer() {
        assertThat(found(200, "application/json", WORKFLOW)).isEmpty();
        assertThat(found(400, "application/problem+json; charset=utf-8", PROBLEM))
                .isEmpty();
    }

    @Test
    void findsFailureAndShowsItsCurl() {
        assertThat(found(500, "application/problem+json", PROBLEM.replace("400", "500")))
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("getWorkflow: failed with 500 (1 times)")
                        .contains(
                                "curl -sS -i --path-as-is -X GET \"$HOST\"'/api/v1/workflows/1?a=%00'",
                                "-H 'Accept: it'\\''s'"));
    }

    @Test
    void findsUndocumentedStatus() {
        assertThat(found(418, "application/problem+json", PROBLEM))
                .singleElement()
                .asString()
                .contains("418 is not documented");
    }

    @Test
    void findsUndocumentedMediaType() {
        assertThat(found(200, "text/html", "<p>")).singleElement().asString().contains("comes as 'text/html'");
    }

    @Test
    void findsUndocumentedMember() {
        assertThat(found(200, "application/json", WORKFLOW.replace("\"name\"", "\"password\":\"p\",\"name\"")))
                .singleElement()
                .asString()
                .contains("200 does not match its schema", "password");
    }

    @Test
    void findsThatAMemberIsMissing() {
        assertThat(found(200, "application/json", WORKFLOW.replace("\"is_public\":false,", "")))
                .singleElement()
                .asString()
                .contains("200 does not match its schema", "is_public");
    }

    @Test
    void findsThatAMemberOfAPartIsMissing() {
        assertThat(found(200, "application/json", WORKFLOW.replace(",\"config\":{}", "")))
                .singleElement()
                .asString()
                .contains("200 does not match its schema", "config");
    }

    @Test
    void findsValueOfWrongFormat() {
        assertThat(found(200, "application/json", WORKFLOW.replace("2026-01-01T", "yesterday")))
                .isNotEmpty();
        assertThat(found(200, "application/json", WORKFLOW.replace("01a2081b", "x")))
                .isNotEmpty();
        assertThat(found(200, "application/json", WORKFLOW.replace(":1,", ":\"1\",")))
                .isNotEmpty();
        assertThat(found(400, "application/problem+json", "{}")).isNotEmpty();
        assertThat(found(200, "application/json", "{")).isNotEmpty();
    }

    @Test
    void findsInternalDetails() {
        for (String inside : List.of(
                "at dev.sotto.jobs.jobs.SubmitJob.submit(SubmitJob.java:42)",
                "java.lang.NullPointerException",
                "PSQLException: select * from users",
                "new row violates row-level security policy")) {
            assertThat(found(400, "application/problem+json", PROBLEM.replace("\"d\"", "\"" + inside + "\"")))
                    .as(inside)
                    .singleElement()
                    .asString()
                    .contains("tells of the inside");
        }
    }

    @Test
    void findsMissingAnswer() {
        assertThat(found(0, "", "")).singleElement().asString().contains("getWorkflow: no answer");
    }

    @Test
    void reportsEachFaultOnceWithItsCount() {
        found(500, "application/problem+json", PROBLEM.replace("400", "500"));

        assertThat(found(500, "application/problem+json", PROBLEM.replace("400", "500")))
                .anySatisfy(finding -> assertThat(finding).contains("failed with 500 (2 times)"));
    }

    /** Returns all findings after one more answer; status 0 closes the connection. */
    private List<String> found(int status, String type, String body) {
        HttpContext context = service.createContext("/", exchange -> {
            if (status > 0) {
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(status, 0);
                exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            }
            exchange.close();
        });
        Ask ask = Ask.of("GET", "/api/v1/workflows/1?a=%00").with("Accept", "it's");
        trial.ask(getWorkflow, Person.NOBODY, ask, true, "planted");
        service.removeContext(context);
        return trial.findings().all();
    }
}
