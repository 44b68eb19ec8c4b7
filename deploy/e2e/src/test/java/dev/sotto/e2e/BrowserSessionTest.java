package dev.sotto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.local.Sotto;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A browser's session through the gateway of the whole Sotto. */
class BrowserSessionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Sotto sotto = RunningSotto.running();
    private String cookie;

    @BeforeEach
    void signIn() throws IOException, InterruptedException {
        String credentials = JSON.writeValueAsString(
                Map.of("email", sotto.admin().email(), "password", sotto.admin().password(), "cookie", true));
        HttpResponse<String> signedIn = send(page("/api/v1/auth/login").POST(BodyPublishers.ofString(credentials)));
        assertThat(signedIn.statusCode()).isEqualTo(200);
        assertThat(json(signedIn).has("refresh_token")).isFalse();
        cookie = cookieOf(signedIn);
    }

    @Test
    void reloadsDuringRefreshEndNoSession() throws IOException, InterruptedException {
        String lost = cookieOf(refresh(cookie));
        HttpResponse<String> repeated = refresh(cookie);

        assertThat(cookieOf(repeated)).isEqualTo(lost);
        String token = json(repeated).path("access_token").asText();
        HttpResponse<String> me = send(
                page("/api/v1/me").header("Authorization", "Bearer " + token).GET());
        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(json(me).at("/organisation/kind").asText()).isEqualTo("Platform");
    }

    @Test
    void cookieOpensNothingElse() throws IOException, InterruptedException {
        HttpResponse<String> me =
                send(page("/api/v1/me").header("Cookie", cookie).GET());

        assertThat(me.statusCode()).isEqualTo(401);
    }

    @Test
    void signOutTakesTheCookieAway() throws IOException, InterruptedException {
        HttpResponse<String> signedOut =
                send(page("/api/v1/auth/logout").header("Cookie", cookie).POST(BodyPublishers.noBody()));

        assertThat(signedOut.statusCode()).isEqualTo(204);
        assertThat(signedOut.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(refresh(cookie).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> refresh(String sent) throws IOException, InterruptedException {
        return send(page("/api/v1/auth/refresh").header("Cookie", sent).POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder page(String path) {
        return HttpRequest.newBuilder(URI.create(sotto.address() + path))
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    /** The name and value of the cookie that an answer sets. */
    private static String cookieOf(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }
}
