package dev.sotto.jobs.engines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sotto.jobs.speech.SpeechProgress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls an engine's server. It believes nothing of what comes back: neither that it comes, nor its size, nor that it is
 * JSON. A run that is cancelled closes its connection.
 */
final class EngineServer {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final long LOOK_EVERY_MS = 100;
    private static final int MOST_BYTES = 64_000_000;
    /** Wrong key or path, too many requests, or not ready: the recording is not the cause. */
    private static final List<Integer> AWAY = List.of(401, 403, 404, 429, 502, 503, 504);
    /** No proxy, because engines stand in the inner network; no redirects, because a key must not be sent elsewhere. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .proxy(HttpClient.Builder.NO_PROXY)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Python writes {@code NaN} where it has no number. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final EngineSetup setup;
    private final String base;

    EngineServer(EngineSetup setup) {
        this.setup = setup;
        this.base = setup.url().toString().replaceAll("/+$", "");
    }

    /**
     * An answer that may be of any status.
     *
     * @param body as it came
     */
    record Answer(int status, byte[] body) {}

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json");
        setup.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request;
    }

    /**
     * Returns the JSON of a successful answer.
     *
     * @throws EngineAway if it cannot be reached, is busy, or refuses the key
     * @throws EngineFailed if it fails, breaks off, is too late, or answers something else
     */
    JsonNode json(HttpRequest request, SpeechProgress progress) throws IOException, InterruptedException {
        return json(send(request, progress));
    }

    JsonNode json(Answer answer) throws EngineFailed {
        requireSuccess(answer);
        try {
            JsonNode json = JSON.readTree(answer.body());
            if (json != null && json.isContainerNode()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new EngineFailed("answered what is not JSON", e);
        } catch (IOException e) {
            throw new EngineFailed("answered what is not UTF-8", e);
        }
        throw new EngineFailed("answered JSON that is no object");
    }

    private static void requireSuccess(Answer answer) throws EngineFailed {
        int status = answer.status();
        if (AWAY.contains(status)) {
            throw new EngineAway("answered " + status);
        }
        if (status < 200 || status > 299) {
            throw new EngineFailed("answered " + status);
        }
    }

    /** Waits for an answer of any status. */
    Answer send(HttpRequest request, SpeechProgress progress) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = CLIENT.sendAsync(request, head -> new BoundedBody(MOST_BYTES));
        try {
            HttpResponse<byte[]> response = await(answer, progress);
            return new Answer(response.statusCode(), response.body());
        } finally {
            answer.cancel(true);
        }
    }

    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer, SpeechProgress progress)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + setup.patience().toNanos();
        while (true) {
            try {
                return answer.get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillWaiting) {
                if (progress.cancelled()) {
                    throw new CancellationException("transcription cancelled");
                }
                if (System.nanoTime() - end > 0) {
                    throw new EngineFailed("did not answer within " + setup.patience());
                }
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            }
        }
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof EngineFailed failed) {
            return failed;
        }
        boolean notReached = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnresolvedAddressException;
        return notReached
                ? new EngineAway("cannot be reached", cause)
                : new EngineFailed("broke off the connection", cause);
    }
}
