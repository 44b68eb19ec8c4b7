package dev.sotto.local.walk;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A client of Sotto's public API, for one person or without a sign-in. */
public final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Receives every answer, with the token of its request. */
    public interface Witness {
        void saw(@Nullable String token, Answer answer);
    }

    private static volatile Witness witness = (token, answer) -> {};

    private final URI address;
    private final @Nullable Map<String, String> login;
    private volatile @Nullable String token;

    /** Creates a client without a sign-in. */
    public Api(URI address) {
        this(address, null);
    }

    private Api(URI address, @Nullable Map<String, String> login) {
        this.address = address;
        this.login = login;
    }

    /** Passes every further answer of all clients to a witness. Tests use it. */
    public static void isWitnessedBy(Witness watching) {
        witness = watching;
    }

    /** Returns a client for a person. It signs in now, and again when the access token has expired. */
    public Api signIn(String email, String password) {
        Api signedIn = new Api(address, Map.of("email", email, "password", password));
        signedIn.renew();
        return signedIn;
    }

    /** Returns a client with an API key. */
    public Api withKey(String key) {
        Api byKey = new Api(address);
        byKey.token = key;
        return byKey;
    }

    private void renew() {
        Answer answer = new Api(address).post("/api/v1/auth/login", login).expect(200);
        token = answer.json().path("access_token").asText();
    }

    public Answer get(String path) {
        return send("GET " + path, request(path).GET());
    }

    /** Reads a path with this Accept header. */
    public Answer get(String path, String accept) {
        return send(
                "GET " + path + " as " + accept,
                request(path).header("Accept", accept).GET());
    }

    /** Posts a value as JSON. Passwords and tokens are never shown. */
    public Answer post(String path, Map<String, ?> body) {
        try {
            String json = Answer.MAPPER.writeValueAsString(body);
            String shown = json.replaceAll("\"(password|token|refresh_token)\":\"[^\"]*\"", "\"$1\":\"***\"");
            return send(
                    "POST " + path + " " + shown,
                    request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Patches with a JSON Merge Patch. */
    public Answer patch(String path, Map<String, ?> patch) {
        try {
            String json = Answer.MAPPER.writeValueAsString(patch);
            return send(
                    "PATCH " + path + " " + json,
                    request(path)
                            .header("Content-Type", "application/merge-patch+json")
                            .method("PATCH", BodyPublishers.ofString(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Sends a PUT without a body. */
    public Answer put(String path) {
        return send("PUT " + path, request(path).PUT(BodyPublishers.noBody()));
    }

    public Answer delete(String path) {
        return send("DELETE " + path, request(path).DELETE());
    }

    /** Sends a form with text fields and one file (RFC 7578). */
    public Answer upload(String path, Map<String, String> fields, Recording file) {
        String boundary = "sotto-" + UUID.randomUUID();
        return send(
                "POST " + path + " " + fields + " with " + file,
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofByteArray(form(boundary, fields, file))));
    }

    private static byte[] form(String boundary, Map<String, String> fields, Recording file) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        fields.forEach((name, value) -> form.writeBytes(utf8("--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")));
        form.writeBytes(utf8("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + file.quotedName() + "\"\r\nContent-Type: " + file.mediaType() + "\r\n\r\n"));
        form.writeBytes(file.content());
        form.writeBytes(utf8("\r\n--" + boundary + "--\r\n"));
        return form.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
    }

    private Answer send(String shown, HttpRequest.Builder request) {
        if (token == null) {
            return exchange(shown, request);
        }
        Answer answer = exchange(shown, request.setHeader("Authorization", "Bearer " + token));
        if (answer.status() != 401 || login == null) {
            return answer;
        }
        renew();
        return exchange(shown, request.setHeader("Authorization", "Bearer " + token));
    }

    private Answer exchange(String shown, HttpRequest.Builder request) {
        try {
            Answer answer = new Answer(shown, CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
            witness.saw(token, answer);
            return answer;
        } catch (IOException e) {
            throw new Unexpected("no answer to " + shown + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
