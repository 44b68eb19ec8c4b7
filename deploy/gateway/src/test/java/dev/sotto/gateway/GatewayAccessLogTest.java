package dev.sotto.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayAccessLogTest extends GatewayFixture {

    @Test
    void writesOneLinePerRequestWithoutTheQuery() throws Exception {
        Map<String, InetSocketAddress> upstreams = new HashMap<>();
        Routes.packaged().services().forEach(service -> upstreams.put(service, jobs.address()));
        GatewaySettings settings = GatewaySettings.local(0, Routes.packaged(), upstreams);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream standard = System.out;
        System.setOut(new PrintStream(written, true, UTF_8));
        try (Gateway silent = Gateway.start(settings);
                Gateway logging = Gateway.start(settings.withAccessLog())) {
            get(silent, "/api/v1/jobs?token=secret");
            get(logging, "/api/v1/jobs?token=secret");
            get(logging, "/nowhere");
        } finally {
            System.setOut(standard);
        }

        assertThat(written.toString(UTF_8).lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(
                                        "\"path\":\"/api/v1/jobs\"",
                                        "\"status\":200",
                                        "\"service\":\"job-service\"",
                                        "\"complete\":true"),
                        line -> assertThat(line).contains("\"path\":\"/nowhere\"", "\"status\":404"));
        assertThat(written.toString(UTF_8)).doesNotContain("secret");
    }

    private static void get(Gateway to, String path) throws Exception {
        int status = HTTP.send(to("/").uri(to.uri().resolve(path)).build(), BodyHandlers.ofString())
                .statusCode();
        assertThat(status).isIn(200, 404);
    }
}
