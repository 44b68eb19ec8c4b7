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

/** Sotto's public API in the hands of one person, or of nobody yet. */
public final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Told of everything that anybody is given, and by which token. */
    public interface Witness {
        void saw(@Nullable String token, Answer answer);
    }

    private static volatile Witness witness = (token, answer) -> {};

    private final URI address;
    private final @Nullable Map<String, String> login;
    private volatile @Nullable String token;

    /** Of somebody who is not signed in. */
    public Api(URI address) {
        this(address, null);
    }

    private Api(URI address, @Nullable Map<String, String> login) {
        this.address = address;
        this.login = login;
    }

    /** From now on every answer to everybody is shown to a witness, as tests have one. */
    public static void isWitnessedBy(Witness watching) {
        witness = watching;
    }

    /** The same in the hands of a person, who signs in, and again whenever the access token has expired. */
    public Api signIn(String email, String password) {
        Api signedIn = new Api(address, Map.of("email", email, "password", password));
        signedIn.renew();
        return signedIn;
    }

    /** The same in the hands of a program that has an API key. */
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

    /** Reads in a media type. */
    public Answer get(String path, String accept) {
        return send(
                "GET " + path + " as " + accept,
                request(path).header("Accept", accept).GET());
    }

    /** Sends a value as JSON; its members whose names speak of passwords and tokens are never shown. */
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

    /** Puts something at its place, without a body. */
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
