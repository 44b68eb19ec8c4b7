package dev.sotto.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The panel of the test resources behind a gateway: a shell, an asset with copies, and a picture. */
class PanelTest extends GatewayFixture {

    private static final String HTML = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";
    private static final Pattern NONCE = Pattern.compile("nonce=\"([A-Za-z0-9_-]{22})\"");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/jobs", "/account/sessions?a=b", "/index.html", "/apix", "/Jobs"})
    void navigationGetsTheShellWithItsPolicy(String target) throws Exception {
        HttpResponse<String> response = send(page(target));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("the shell").doesNotContain("SOTTO_CSP_NONCE");
        assertThat(header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(response, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce(response)
                        + "'; style-src-attr 'none'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self';"
                        + " media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(response, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(response, "Permissions-Policy")).contains("camera=()", "microphone=()");
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(reached()).isZero();
    }

    @Test
    void everyPageHasAnotherNonce() throws Exception {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            nonces.add(nonce(send(page("/"))));
        }
        assertThat(nonces).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/v1/jobsx",
                "/API/V1/JOBS",
                "/internal/v1/tenants/1",
                "/Internal/v1",
                "/q/health",
                "/.well-known/x",
                "/assets/gone.js",
                "/assets/a-1.js.br",
                "/health/x"
            })
    void whatIsNoPageIsNotFoundByBrowsersToo(String target) throws Exception {
        HttpResponse<String> response = send(page(target));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(reached()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void onlyReadingGetsAPage(String method) throws Exception {
        HttpResponse<String> response = send(page("/jobs").method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void headHasNoBody() throws Exception {
        HttpResponse<String> response = send(page("/").method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd | br | brotli",
                "GZIP | gzip | gzipped",
                "br;q=0, gzip;q=0.5 | gzip | gzipped",
                "br;q=0 | none | plain",
                "identity | none | plain",
                "xbr | none | plain"
            })
    void assetComesInTheBestEncodingThatIsAccepted(String accepted, String encoding, String content) throws Exception {
        HttpResponse<String> response = send(to("/assets/a-1.js").header("Accept-Encoding", accepted));

        assertThat(response.body().strip()).isEqualTo(content);
        assertThat(response.headers().firstValue("Content-Encoding").orElse("none"))
                .isEqualTo(encoding);
        assertThat(header(response, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(response, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void filesBesideTheAssetsAreNotKeptForEver() throws Exception {
        HttpResponse<String> response = send(to("/favicon.svg"));

        assertThat(response.body().strip()).isEqualTo("<svg/>");
        assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=3600");
    }

    @ParameterizedTest
    @CsvSource({"/jobs/, /jobs", "/jobs/?status=Failed, /jobs?status=Failed"})
    void slashAtTheEndOfAPageIsTakenAway(String typed, String right) throws Exception {
        HttpResponse<String> response = send(page(typed));

        assertThat(response.statusCode()).isEqualTo(308);
        assertThat(header(response, "Location")).isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/jobs/", "//evil.example/", "/a//", "/../"})
    void otherSpellingsStayRefused(String target) throws Exception {
        assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    private static HttpRequest.Builder page(String target) {
        return to(target).header("Accept", HTML);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }

    private static String nonce(HttpResponse<String> response) {
        Matcher found = NONCE.matcher(response.body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
