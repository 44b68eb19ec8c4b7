package dev.sotto.jobs.fetch;

import dev.sotto.jobs.names.ContentDisposition;
import dev.sotto.jobs.names.FileName;
import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.reach.CheckedAddress;
import dev.sotto.runtime.reach.HttpUrl;
import dev.sotto.runtime.reach.Names;
import dev.sotto.runtime.reach.ReachableAddresses;
import dev.sotto.runtime.reach.TimeLimit;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Fetches a recording from a URL into a file. */
@ApplicationScoped
public class FetchRecording {

    private static final int MOST_REDIRECTS = 5;
    private static final int CONNECTIONS_PER_SERVER = 20;
    private static final int OK = 200;
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

    private final Names names;
    private final ReachableAddresses addresses;
    private final BlockingExecutor blockingExecutor;
    private final FetchSettings settings;
    private final HttpClient client;

    FetchRecording(
            Names names,
            ReachableAddresses addresses,
            BlockingExecutor blockingExecutor,
            FetchSettings settings,
            Vertx vertx) {
        this.names = names;
        this.addresses = addresses;
        this.blockingExecutor = blockingExecutor;
        this.settings = settings;
        // No proxy: it would resolve the host again. No kept connections: each goes to the address that was checked for
        // it.
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(CONNECTIONS_PER_SERVER)
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                // Later than the limit of each fetch: for connections that nobody reads any more.
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) settings.idleTimeout().multipliedBy(2).toMillis()));
    }

    @PreDestroy
    void stop() {
        client.close();
    }

    /** A recording in a file, with the name that its sender gave it. */
    public record Fetched(String fileName) {}

    /** Refuses a URL that may not be fetched, as far as its text tells. Returns the name of its file. */
    public String requireUrl(String url) {
        return UrlFileName.of(parsed(url));
    }

    /**
     * Fetches a recording.
     *
     * @param url as the caller gave it
     * @param file is written; the caller removes it
     * @param within how long it may take
     */
    public Uni<Fetched> fetch(String url, Path file, Duration within, Arrival arrival) {
        long end = System.nanoTime() + within.toNanos();
        return TimeLimit.of(
                Uni.createFrom()
                        .item(() -> parsed(url))
                        .flatMap(first -> into(file, out -> follow(first, 0, out, arrival))),
                () -> (end - System.nanoTime()) / 1_000_000,
                () -> new FetchFailed(
                        "timeout",
                        "The recording did not arrive within "
                                + settings.longest().toSeconds() + " seconds."));
    }

    /** Opens the file before anything is asked, so that no answer waits for a reader. */
    private Uni<Fetched> into(Path file, Function<OutputStream, Uni<Fetched>> writing) {
        return blockingExecutor
                .call(() -> Files.newOutputStream(file))
                .flatMap(out -> writing.apply(out).onTermination().call(() -> blockingExecutor.attempt(out::close)));
    }

    private HttpUrl parsed(String url) {
        try {
            return HttpUrl.of(url, settings.ports());
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(Fault.wrongFormat("/url", "uri", e.getMessage()));
        }
    }

    private Uni<Fetched> follow(HttpUrl url, int redirects, OutputStream out, Arrival arrival) {
        return blockingExecutor
                .call(() -> address(url))
                .flatMap(address -> ask(url, address))
                .flatMap(response -> Uni.createFrom()
                        .deferred(() -> answered(url, response, redirects, out, arrival))
                        .onTermination()
                        .invoke(() -> response.request().connection().close()));
    }

    /** Does not tell hosts that do not exist from hosts of an inner network. */
    private InetAddress address(HttpUrl url) {
        return CheckedAddress.of(url.host(), names, addresses)
                .orElseThrow(() -> new FetchFailed(
                        "no_public_address", "The host of the URL does not exist, or is not a public one."));
    }

    private Uni<HttpClientResponse> ask(HttpUrl url, InetAddress address) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.isSecure())
                .setURI(url.target())
                .setFollowRedirects(false)
                .setIdleTimeout(settings.idleTimeout().toMillis())
                .putHeader(HttpHeaders.ACCEPT, "*/*")
                .putHeader(HttpHeaders.ACCEPT_ENCODING, "identity")
                .putHeader(HttpHeaders.USER_AGENT, "Sotto");
        return Uni.createFrom()
                .completionStage(() -> client.request(options)
                        .compose(HttpClientRequest::send)
                        .map(FetchRecording::paused)
                        .toCompletionStage())
                .onFailure()
                .transform(FetchRecording::notAnswered);
    }

    /** Also ignores a connection that is closed before anybody reads, which Vert.x would log as an error. */
    private static HttpClientResponse paused(HttpClientResponse response) {
        return response.exceptionHandler(closed -> {}).pause();
    }

    private static FetchFailed notAnswered(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return silent();
        }
        return failure instanceof SSLException
                ? new FetchFailed("tls", "The server's certificate is not valid for the host, or TLS failed.")
                : new FetchFailed("unreachable", "The server of the URL did not answer.");
    }

    private Uni<Fetched> answered(
            HttpUrl url, HttpClientResponse response, int redirects, OutputStream out, Arrival arrival) {
        String location = response.getHeader(HttpHeaders.LOCATION);
        if (REDIRECTS.contains(response.statusCode()) && location != null) {
            return redirect(url, location, redirects, out, arrival);
        }
        if (response.statusCode() != OK) {
            throw new FetchFailed(
                    "status", "The server of the URL answered " + response.statusCode() + " instead of 200.");
        }
        String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new FetchFailed(
                    "encoding", "The server of the URL sent the recording compressed, although it was asked not to.");
        }
        return save(response, out, arrival).replaceWith(new Fetched(fileName(url, response)));
    }

    private Uni<Fetched> redirect(HttpUrl url, String location, int redirects, OutputStream out, Arrival arrival) {
        if (location.isBlank()) {
            throw new FetchFailed("redirect", "The server of the URL answered with a redirect to nowhere.");
        }
        if (redirects == MOST_REDIRECTS) {
            throw new FetchFailed("too_many_redirects", "The URL leads to more than " + MOST_REDIRECTS + " redirects.");
        }
        try {
            return follow(url.redirectedTo(location, settings.ports()), redirects + 1, out, arrival);
        } catch (IllegalArgumentException e) {
            throw new FetchFailed(
                    "redirect", "The URL leads to another one that cannot be used: it " + e.getMessage() + ".");
        }
    }

    private Uni<Void> save(HttpClientResponse response, OutputStream out, Arrival arrival) {
        Long declared = declared(response);
        requireSize(declared == null ? 0 : declared);
        arrival.announced(declared);
        AtomicLong count = new AtomicLong();
        Silence silence = new Silence(settings.idleTimeout());
        Uni<Void> received = io.vertx.mutiny.core.http.HttpClientResponse.newInstance(response)
                .toMulti()
                .onFailure()
                .transform(broken -> interrupted())
                .onItem()
                .transformToUniAndConcatenate(piece -> blockingExecutor.call(() -> {
                    silence.heard();
                    requireSize(count.addAndGet(piece.length()));
                    arrival.arrived(count.get());
                    out.write(piece.getBytes());
                    silence.heard();
                    return true;
                }))
                .collect()
                .last()
                .invoke(() -> requireWhole(declared, count.get()))
                .replaceWithVoid();
        return TimeLimit.of(received, silence::leftMillis, FetchRecording::silent);
    }

    private void requireSize(long bytes) {
        if (bytes > settings.largest()) {
            throw new FetchFailed("too_large", "The recording has more than " + settings.largest() + " bytes.");
        }
    }

    private static void requireWhole(@Nullable Long declared, long count) {
        if (declared != null && count != declared) {
            throw interrupted();
        }
    }

    private static FetchFailed interrupted() {
        return new FetchFailed(
                "interrupted", "The sender stopped, or the connection closed, before the whole recording had arrived.");
    }

    private static FetchFailed silent() {
        return new FetchFailed("timeout", "The server of the URL fell silent before the whole recording had arrived.");
    }

    /** Returns null if the server does not say it. */
    private static @Nullable Long declared(HttpClientResponse response) {
        try {
            String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
            long bytes = length == null ? -1 : Long.parseLong(length.trim());
            return bytes < 0 ? null : bytes;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String fileName(HttpUrl url, HttpClientResponse response) {
        String name = ContentDisposition.fileNameOf(response.getHeader("Content-Disposition"));
        return name == null || name.isBlank() ? UrlFileName.of(url) : FileName.of(name);
    }
}
