package dev.sotto.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayHeadersTest extends GatewayFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Tenant-Id",
                "x-tenant-id",
                "X_Tenant_Id",
                "X-Reseller-Id",
                "X-Sotto-Service-Key",
                "X-HTTP-Method-Override",
                "X-HTTP-Method",
                "X-Method-Override",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-Real-IP",
                "Forwarded",
                "X-Forwarded-Prefix",
                "Keep-Alive",
                "Proxy-Authorization",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Upgrade",
                "HTTP2-Settings"
            })
    void dropsInternalHeadersOfClients(String name) throws Exception {
        raw("GET /api/v1/jobs HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Kept: 1\r\n" + name + ": evil\r\n\r\n");

        MultiMap headers = jobs.seen.get(0).headers();
        assertThat(headers.get("X-Kept")).isEqualTo("1");
        assertThat(headers.contains(name)).isFalse();
    }

    @Test
    void cookiesPassOnlyToSignInAndToRecordings() throws Exception {
        List<String> cookies = List.of("a=1; Path=/", "b=2");
        for (FakeService service : SERVICES) {
            service.answers(request ->
                    request.response().putHeader("Set-Cookie", cookies).end("ok"));
        }

        HttpResponse<String> signIn = send(to("/api/v1/auth/refresh")
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("Cookie", "__Host-sotto-refresh=t; other=x")
                .header("Sec-Fetch-Site", "same-origin"));
        MultiMap received = seen().headers();
        assertThat(received.getAll("Cookie")).containsExactly("__Host-sotto-refresh=t; other=x");
        assertThat(received.getAll("Sec-Fetch-Site")).containsExactly("same-origin");
        assertThat(signIn.headers().allValues("Set-Cookie")).isEqualTo(cookies);

        for (Route route : Routes.packaged().all()) {
            boolean pass = Set.of("/api/v1/auth", "/api/v1/jobs/*/recording").contains(route.path());
            forgetSeen();
            HttpResponse<String> other =
                    send(to(route.path().replace("*", "1")).header("Cookie", "__Host-sotto-refresh=t"));
            assertThat(seen().headers().contains("Cookie")).as(route.path()).isEqualTo(pass);
            assertThat(other.headers().allValues("Set-Cookie")).as(route.path()).isEqualTo(pass ? cookies : List.of());
        }
    }

    private static HttpServerRequest seen() {
        List<HttpServerRequest> seen =
                Stream.of(SERVICES).flatMap(service -> service.seen.stream()).toList();
        assertThat(seen).hasSize(1);
        return seen.get(0);
    }

    private static void forgetSeen() {
        for (FakeService service : SERVICES) {
            service.seen.clear();
        }
    }

    @Test
    void setsForwardedHeadersItself() throws Exception {
        raw(
                "GET /api/v1/jobs HTTP/1.1\r\nHost: sotto.example:8443\r\nConnection: close\r\nX-Forwarded-For: 6.6.6.6\r\n"
                        + "X-Forwarded-For: 7.7.7.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Port: 1\r\n\r\n");

        MultiMap headers = jobs.seen.get(0).headers();
        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(headers.getAll("X-Forwarded-Proto")).containsExactly("http");
        assertThat(headers.getAll("X-Forwarded-Host")).containsExactly("localhost:" + gateway.port());
        assertThat(headers.getAll("X-Forwarded-Port")).containsExactly(Integer.toString(gateway.port()));
    }

    @Test
    void dropsHeadersNamedByConnection() throws Exception {
        raw("GET /api/v1/jobs HTTP/1.1\r\nHost: a\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\n\r\n");

        assertThat(jobs.seen.get(0).headers().contains("X-Hop")).isFalse();
        assertThat(jobs.seen.get(0).headers().contains("Connection", "close", true))
                .isFalse();
    }

    @Test
    void forwardsTokenAndOtherClientHeaders() throws Exception {
        send(to("/api/v1/jobs")
                .header("Authorization", "Bearer t")
                .header("Idempotency-Key", "k")
                .header("If-None-Match", "\"1\"")
                .header("Accept-Encoding", "gzip"));

        MultiMap headers = jobs.seen.get(0).headers();
        assertThat(headers.get("Authorization")).isEqualTo("Bearer t");
        assertThat(headers.get("Idempotency-Key")).isEqualTo("k");
        assertThat(headers.get("If-None-Match")).isEqualTo("\"1\"");
        assertThat(headers.get("Accept-Encoding")).isEqualTo("gzip");
    }

    @Test
    void keepsAndReturnsValidRequestId() throws Exception {
        HttpResponse<String> response = send(to("/api/v1/jobs").header("X-Request-Id", "abc.DEF_1-2"));

        assertThat(jobs.seen.get(0).headers().getAll("X-Request-Id")).containsExactly("abc.DEF_1-2");
        assertThat(response.headers().allValues("X-Request-Id")).containsExactly("abc.DEF_1-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"has space", "{\"a\":1}", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void replacesInvalidRequestId(String odd) throws Exception {
        HttpResponse<String> response = send(to("/api/v1/jobs").header("X-Request-Id", odd));

        String made = jobs.seen.get(0).getHeader("X-Request-Id");
        assertThat(made).matches("[0-9a-f-]{36}");
        assertThat(response.headers().allValues("X-Request-Id")).containsExactly(made);
    }

    @Test
    void refusalHasRequestId() throws Exception {
        assertThat(send(to("/nowhere").header("X-Request-Id", "r1")).headers().firstValue("X-Request-Id"))
                .contains("r1");
    }

    @Test
    void dropsTheServicesHopByHopHeaders() throws Exception {
        jobs.answers(request -> request.response()
                .putHeader("Connection", "X-Secret")
                .putHeader("X-Secret", "1")
                .putHeader("Keep-Alive", "timeout=5")
                .putHeader("X-Request-Id", "other")
                .end("ok"));

        HttpResponse<String> response = send(to("/api/v1/jobs").header("X-Request-Id", "mine"));

        assertThat(response.headers().map()).doesNotContainKeys("connection", "x-secret", "keep-alive");
        assertThat(response.headers().allValues("X-Request-Id")).containsExactly("mine");
    }
}
