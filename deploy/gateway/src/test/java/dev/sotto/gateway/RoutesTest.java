package dev.sotto.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    private final Routes routes = Routes.packaged();

    @ParameterizedTest
    @CsvSource({
        "/api/v1/resellers, reseller-service",
        "/api/v1/resellers/1/x, reseller-service",
        "/api/v1/branding-configurations, reseller-service",
        "/api/v1/tenants/1, tenant-service",
        "/api/v1/me, tenant-service",
        "/api/v1/users, tenant-service",
        "/api/v1/api-keys, tenant-service",
        "/api/v1/auth/login, tenant-service",
        "/.well-known/jwks.json, tenant-service",
        "/api/v1/workflows, job-service",
        "/api/v1/jobs/1/transcript, job-service",
        "/api/v1/uploads, job-service",
        "/api/v1/uploads/1, job-service",
        "/api/v1/quota, job-service",
        "/v1/audio/transcriptions, job-service",
        "/v1/audio/translations, job-service",
        "/v1/models, job-service",
        "/api/v1/subscription-plans, billing-service",
        "/api/v1/usage-records/1, billing-service",
        "/api/v1/usage, billing-service",
        "/api/v1/subscriptions, billing-service",
        "/api/v1/charges, billing-service",
        "/api/v1/commission, billing-service",
        "/api/v1/audit-log/resellers, reseller-service",
        "/api/v1/audit-log/tenants, tenant-service",
        "/api/v1/audit-log/jobs, job-service",
        "/api/v1/audit-log/billing, billing-service"
    })
    void findsServiceOfPath(String path, String service) {
        assertThat(routes.find(path)).map(Route::service).contains(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/v1",
                "/api/v1/jobsx",
                "/api/v1/me/x",
                "/api/v1/job",
                "/api/v1/audit-log",
                "/API/v1/jobs",
                "/api/v1/Jobs",
                "/.well-known/jwks.json/x",
                "/.well-known",
                "/v1",
                "/v1/audio",
                "/v1/chat/completions",
                "/internal/v1/tenants",
                "/q/health",
                "/q"
            })
    void findsNoOtherPaths(String path) {
        assertThat(routes.find(path)).isEmpty();
    }

    @Test
    void prefersTheLongestPath() {
        Routes table = Routes.parse("""
                - { path: /a, match: prefix, service: one }
                - { path: /a/b/c, match: exact, service: three }
                - { path: /a/b, match: prefix, service: two }
                """);
        assertThat(List.of("/a/x", "/a/b", "/a/b/c", "/a/b/c/d", "/a/bc"))
                .map(path -> table.find(path).orElseThrow().service())
                .containsExactly("one", "two", "three", "two", "one");
    }

    @Test
    void allowsLargeBodiesOnlyForRecordings() {
        Route jobs = routes.find("/api/v1/jobs").orElseThrow();
        assertThat(jobs.largestBody(HttpMethod.POST, "/api/v1/jobs")).isGreaterThan(200_000_000);
        assertThat(jobs.largestBody(HttpMethod.PUT, "/api/v1/jobs")).isEqualTo(256 << 10);
        assertThat(jobs.largestBody(HttpMethod.POST, "/api/v1/jobs/1/cancel")).isEqualTo(256 << 10);
        assertThat(routes.find("/api/v1/users").orElseThrow().largestBody(HttpMethod.POST, "/api/v1/users"))
                .isEqualTo(256 << 10);
    }

    @Test
    void allowsLargePiecesOfResumableUploads() {
        Route uploads = routes.find("/api/v1/uploads").orElseThrow();
        Route upload = routes.find("/api/v1/uploads/1").orElseThrow();
        assertThat(uploads.largestBody(HttpMethod.POST, "/api/v1/uploads")).isEqualTo(5_000_000_000L);
        assertThat(upload.largestBody(HttpMethod.PATCH, "/api/v1/uploads/1")).isEqualTo(5_000_000_000L);
        assertThat(uploads.largestBody(HttpMethod.PATCH, "/api/v1/uploads")).isEqualTo(256 << 10);
        assertThat(upload.largestBody(HttpMethod.POST, "/api/v1/uploads/1")).isEqualTo(256 << 10);
        assertThat(routes.find("/api/v1/uploads/1/x").orElseThrow().largestBody(HttpMethod.POST, "/api/v1/uploads/1/x"))
                .isEqualTo(256 << 10);
    }

    @Test
    void marksJobStreams() {
        assertThat(List.of("/api/v1/jobs/events", "/api/v1/jobs/1/events"))
                .allSatisfy(
                        path -> assertThat(routes.find(path)).map(Route::stream).contains(true));
        assertThat(List.of(
                        "/api/v1/jobs/1",
                        "/api/v1/jobs/events/1",
                        "/api/v1/jobs/1/2/events",
                        "/api/v1/jobs/1/events/2"))
                .allSatisfy(
                        path -> assertThat(routes.find(path)).map(Route::stream).contains(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "- { path: /a, match: prefix, service: one, colour: red }",
                "- { path: /a, path: /b, match: prefix, service: one }",
                "- { path: /a, match: prefix, service: one }\n- { path: /a, match: exact, service: two }",
                "- { path: /a, match: some, service: one }",
                "- { path: /a, service: one }",
                "- { path: /a, match: prefix }",
                "- { path: /a/, match: prefix, service: one }",
                "- { path: a, match: prefix, service: one }",
                "- { path: /, match: prefix, service: one }",
                "- { path: /internal/v1, match: prefix, service: one }",
                "- { path: /q, match: exact, service: one }",
                "- { path: /health, match: exact, service: one }",
                "- { path: /a, match: prefix, service: one, cookies: some }",
                "- { path: /a, match: prefix, service: one, max_body: -1 }",
                "- { path: /a, match: prefix, service: one, upload_method: PUT }",
                "- { path: /a, match: prefix, service: one, idle_timeout: 0 }"
            })
    void refusesInvalidTable(String yaml) {
        assertThatThrownBy(() -> Routes.parse(yaml)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listensWhereItIsTold() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--host", "0.0.0.0"));
        Routes.packaged().services().forEach(service -> arguments.addAll(List.of("--upstream", service + "=a:1")));

        assertThat(Main.settings(arguments).host()).isEqualTo("0.0.0.0");
        assertThat(Main.settings(arguments.subList(2, arguments.size())).host()).isEqualTo("127.0.0.1");
    }

    @Test
    void namesMissingUpstream() {
        assertThatThrownBy(() -> Main.settings(List.of("--upstream", "job-service=localhost:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No upstream for billing-service, reseller-service, tenant-service");
    }
}
