package dev.sotto.e2e.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.local.walk.Await;
import dev.sotto.testing.TestTimeout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sends requests to the gateway in any person's name, and scans every answer for canaries. */
public final class Client {
    private static final int UNAUTHENTICATED = 401;
    private static final int TOO_MANY = 429;

    public static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final Canaries canaries;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong requests = new AtomicLong();

    public Client(URI address, Canaries canaries) {
        this.address = address;
        this.canaries = canaries;
    }

    /** A request without its caller. */
    public record Ask(String method, String path, Map<String, String> headers, byte @Nullable [] body) {

        public static Ask of(String method, String path) {
            return new Ask(method, path, Map.of(), null);
        }

        public static Ask json(String method, String path, String body) {
            return new Ask(
                    method, path, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
        }

        public Ask with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Ask(method, path, more, body);
        }

        public Ask at(String otherPath) {
            return new Ask(method, otherPath, headers, body);
        }

        Ask by(String otherMethod) {
            return new Ask(otherMethod, path, headers, body);
        }

        public Ask saying(String otherBody) {
            return new Ask(method, path, headers, otherBody.getBytes(StandardCharsets.UTF_8));
        }

        /** Returns a curl command without a token; the finding names the caller. */
        String curl() {
            StringBuilder curl = new StringBuilder("curl --path-as-is -X " + method + " '" + path + "'");
            headers.forEach((name, value) ->
                    curl.append(" -H '").append(name).append(": ").append(value).append('\''));
            if (body != null) {
                String text = new String(body, StandardCharsets.ISO_8859_1);
                curl.append(" -d '")
                        .append(text, 0, Math.min(text.length(), 600))
                        .append('\'');
            }
            return curl.toString();
        }
    }

    /** An answer. */
    public record Reply(int status, String type, String body, String location) {

        public boolean succeeded() {
            return status < 300;
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        public String id() {
            return json().path("id").asText();
        }

        /** Returns the problem's kind, for example {@code suspended}; empty if there is none. */
        public String problem() {
            return type.startsWith("application/problem+json")
                    ? json().path("type").asText().replace("https://sotto.dev/problems/", "")
                    : "";
        }

        @Override
        public String toString() {
            return status + " " + (body.length() > 300 ? body.substring(0, 300) + "…" : body);
        }
    }

    public long requests() {
        return requests.get();
    }

    /** Returns the answer. After a 429, waits as long as the answer says and repeats the request. */
    public Reply send(Person person, Ask ask) {
        return Await.until(() -> exchange(person, ask), reply -> reply.status() != TOO_MANY);
    }

    /** Returns the first answer, even if it is a 429. */
    public Reply once(Person person, Ask ask) {
        return exchange(person, ask);
    }

    /** Returns the answer, which must be a success. */
    public Reply must(Person person, Ask ask) {
        Reply reply = send(person, ask);
        if (!reply.succeeded()) {
            throw new IllegalStateException(person + ": " + ask.curl() + "\n" + reply);
        }
        return reply;
    }

    /** If the person's tokens were withdrawn because a session ended, a new token is as good. */
    private Reply exchange(Person person, Ask ask) {
        if (person.credential() instanceof Person.Renewable renewable) {
            String token = renewable.get();
            Reply reply = exchange(person, ask, token);
            if (reply.status() != UNAUTHENTICATED) {
                return reply;
            }
            renewable.refused(token);
        }
        return exchange(
                person,
                ask,
                person.credential() == null ? null : person.credential().get());
    }

    /** A stream of events may go on for ever: its beginning is its body. */
    private static byte[] body(HttpResponse<InputStream> response) throws IOException {
        boolean isStream = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
        try (InputStream stream = response.body()) {
            return isStream ? beginning(stream) : stream.readAllBytes();
        }
    }

    private static byte[] beginning(InputStream stream) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        for (int length; (length = stream.read(piece)) >= 0; ) {
            read.write(piece, 0, length);
            if (read.toString(StandardCharsets.UTF_8).contains("event:ready")) {
                break;
            }
        }
        return read.toByteArray();
    }

    private Reply exchange(Person person, Ask ask, @Nullable String credential) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + ask.path()))
                .timeout(TestTimeout.DURATION)
                .method(
                        ask.method(),
                        ask.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(ask.body()));
        ask.headers().forEach(request::header);
        if (credential != null) {
            request.setHeader("Authorization", "Bearer " + credential);
        }
        if (!person.requests().isEmpty() && !ask.headers().containsKey("X-Request-Id")) {
            request.header("X-Request-Id", person.requests() + "-" + requests.get());
        }
        requests.incrementAndGet();
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            String body = new String(body(response), StandardCharsets.UTF_8);
            canaries.given(
                    person.credential() == null ? null : person.party(),
                    response.headers().map() + body,
                    () -> "as " + person + ": " + ask.curl());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    body,
                    response.headers().firstValue("Location").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(ask.curl(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
