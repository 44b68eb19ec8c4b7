package dev.sotto.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayRoutingTest extends GatewayFixture {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/resellers, reseller-service",
        "/.well-known/jwks.json, tenant-service",
        "/api/v1/audit-log/tenants?limit=5&cursor=a%2Fb, tenant-service",
        "/api/v1/jobs/0198-aa, job-service",
        "/api/v1/usage, billing-service"
    })
    void routesToTheOwningService(String target, String service) throws Exception {
        HttpResponse<String> response = send(to(target));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(service);
        assertThat(Stream.of(SERVICES).flatMap(reached -> reached.seen.stream()))
                .singleElement()
                .satisfies(request -> assertThat(request.uri()).isEqualTo(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/internal/v1/tenants/1",
                "/q/health",
                "/q/dev",
                "/api/v1/jobsx",
                "/API/V1/JOBS",
                "/api/v1/Jobs",
                "/Internal/v1",
                "/api/v1/audit-log",
                "/.well-known/jwks.json/x"
            })
    void unlistedPathsAreNotFound(String path) throws Exception {
        HttpResponse<String> response = send(to(path));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body())
                .contains(
                        "\"type\":\"https://sotto.dev/problems/not-found\"",
                        "\"status\":404",
                        "\"instance\":\"" + path + "\"");
        assertThat(reached()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/jobs/../../../internal/v1/tenants",
                "/api/v1/jobs/..",
                "/api/v1/jobs/.",
                "/api/v1/jobs/...",
                "/api/v1/jobs./x",
                "/api/v1/./jobs",
                "/api/v1/jobs/%2e%2e/%2e%2e/internal",
                "/api/v1/jobs/.%2e/x",
                "/api/v1/jobs/%252e%252e/x",
                "/api/v1/jobs%2f..%2f..%2finternal",
                "/api%2fv1%2fjobs",
                "/api/v1/jobs%5c..%5cinternal",
                "/api/v1/jobs\\..\\internal",
                "/api/v1/jobs/..;/internal",
                "/api/v1/jobs;a=b",
                "/api/v1/jobs/;x/../internal",
                "//internal/v1",
                "/api//v1/jobs",
                "/api/v1/jobs//x",
                "/api/v1/jobs/",
                "/api/v1/jobs%00",
                "/api/v1/jobs%0d%0aX:y",
                "/api/v1/%6aobs",
                "/%69nternal/v1",
                "/api/v1/jobs#/internal",
                "/api/v1/jobs?x=\\",
                "/api/v1/jobs/\u00e9",
                "/api/v1/jobs\u0001",
                "http://127.0.0.1/api/v1/jobs",
                "http://127.0.0.1/internal/v1",
                "api/v1/jobs",
                "*"
            })
    void refusesOtherSpellingsOfPaths(String target) throws Exception {
        String response = raw("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
        assertThat(reached()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "get", "FOO"})
    void refusesUnusualMethods(String method) throws Exception {
        String response = raw(method + " /api/v1/jobs HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 405 ").containsIgnoringCase("\r\nAllow: GET, HEAD, POST");
        assertThat(reached()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void forwardsUsualMethods(String method) throws Exception {
        HttpResponse<String> response = send(to("/api/v1/jobs").method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(jobs.seen)
                .singleElement()
                .satisfies(request -> assertThat(request.method().name()).isEqualTo(method));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304, 302, 404, 500})
    void forwardsStatusAndKeepsConnectionUsable(int status) throws Exception {
        jobs.answers(request -> request.response()
                .setStatusCode(status)
                .putHeader("ETag", "\"1\"")
                .end());

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> response = send(to("/api/v1/jobs"));
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("ETag")).contains("\"1\"");
            assertThat(response.headers().firstValue("Transfer-Encoding")).isEmpty();
        }
    }

    @Test
    void isHealthyWhenEveryServiceAcceptsConnections() throws Exception {
        HttpResponse<String> response = send(to("/health"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"job-service\":\"UP\"", "\"status\":\"UP\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/jobs?a=%", "/api/v1/jobs?a=%2", "/api/v1/jobs?%zz=1"})
    void refusesInvalidEscapeWithReason(String target) throws Exception {
        assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "percent sign");
        assertThat(reached()).isZero();
    }
}
