package dev.sotto.jobs.fetch;

import dev.sotto.jobs.names.ContentDisposition;
import dev.sotto.jobs.names.FileName;
import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.TimeoutException;
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
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLException;

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
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) settings.idleTimeout().toMillis()));
    }

    @PreDestroy
    void stop() {
        client.close();
    }

    /** A recording in a file, with the name that its sender gave it. */
    public record Fetched(String fileName) {}

    /**
     * Fetches a recording.
     *
     * @param url as the caller gave it
     * @param file is written; the caller removes it
     * @param room gets the size that is announced and then the bytes that have arrived, and throws if they are too many
     */
    public Uni<Fetched> fetch(String url, Path file, LongConsumer room) {
        return Uni.createFrom()
                .item(() -> parsed(url))
                .flatMap(first -> into(file, out -> follow(first, 0, out, room)))
                .ifNoItem()
                .after(settings.longest())
                .fail()
                .onFailure(TimeoutException.class)
                .transform(late -> failed(
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

    private RecordingUrl parsed(String url) {
        try {
            return RecordingUrl.of(url, settings.ports());
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(Fault.wrongFormat("/url", "uri", e.getMessage()));
        }
    }

    private Uni<Fetched> follow(RecordingUrl url, int redirects, OutputStream out, LongConsumer room) {
        return blockingExecutor
                .call(() -> address(url))
                .flatMap(address -> ask(url, address))
                .flatMap(response -> Uni.createFrom()
                        .deferred(() -> answered(url, response, redirects, out, room))
                        .onTermination()
                        .invoke(() -> response.request().connection().close()));
    }

    /** Does not tell hosts that do not exist from hosts of an inner network. */
    private InetAddress address(RecordingUrl url) {
        try {
            List<InetAddress> found = names.resolve(url.host());
            if (found.stream().allMatch(addresses::has)) {
                return found.get(0);
            }
        } catch (UnknownHostException e) {
            throw noPublicAddress();
        }
        throw noPublicAddress();
    }

    private static Problem noPublicAddress() {
        return failed("no_public_address", "The host of the URL does not exist, or is not a public one.");
    }

    private Uni<HttpClientResponse> ask(RecordingUrl url, InetAddress address) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.isSecure())
                .setURI(url.target())
                .setFollowRedirects(false)
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

    private static Problem notAnswered(Throwable failure) {
        return failure instanceof SSLException
                ? failed("tls", "The server's certificate is not valid for the host, or TLS failed.")
                : failed("unreachable", "The server of the URL did not answer.");
    }

    private Uni<Fetched> answered(
            RecordingUrl url, HttpClientResponse response, int redirects, OutputStream out, LongConsumer room) {
        String location = response.getHeader(HttpHeaders.LOCATION);
        if (REDIRECTS.contains(response.statusCode()) && location != null) {
            return redirect(url, location, redirects, out, room);
        }
        if (response.statusCode() != OK) {
            throw failed("status", "The server of the URL answered " + response.statusCode() + " instead of 200.");
        }
        String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw failed(
                    "encoding", "The server of the URL sent the recording compressed, although it was asked not to.");
        }
        return save(response, out, room).replaceWith(new Fetched(fileName(url, response)));
    }

    private Uni<Fetched> redirect(
            RecordingUrl url, String location, int redirects, OutputStream out, LongConsumer room) {
        if (redirects == MOST_REDIRECTS) {
            throw failed("too_many_redirects", "The URL leads to more than " + MOST_REDIRECTS + " redirects.");
        }
        try {
            return follow(url.redirectedTo(location, settings.ports()), redirects + 1, out, room);
        } catch (IllegalArgumentException e) {
            throw failed("redirect", "The URL leads to another one that cannot be used: it " + e.getMessage() + ".");
        }
    }

    private Uni<Void> save(HttpClientResponse response, OutputStream out, LongConsumer room) {
        long declared = declared(response);
        require(Math.max(0, declared), room);
        AtomicLong count = new AtomicLong();
        return io.vertx.mutiny.core.http.HttpClientResponse.newInstance(response)
                .toMulti()
                .onFailure()
                .transform(broken -> interrupted())
                .onItem()
                .transformToUniAndConcatenate(piece -> blockingExecutor.call(() -> {
                    require(count.addAndGet(piece.length()), room);
                    out.write(piece.getBytes());
                    return true;
                }))
                .collect()
                .last()
                .invoke(() -> requireWhole(declared, count.get()))
                .replaceWithVoid();
    }

    private void require(long bytes, LongConsumer room) {
        if (bytes > settings.largest()) {
            throw failed("too_large", "The recording has more than " + settings.largest() + " bytes.");
        }
        room.accept(bytes);
    }

    private static void requireWhole(long declared, long count) {
        if (declared >= 0 && count != declared) {
            throw interrupted();
        }
    }

    private static Problem interrupted() {
        return failed(
                "interrupted", "The sender stopped, or the connection closed, before the whole recording had arrived.");
    }

    /** Returns -1 if the server does not say it. */
    private static long declared(HttpClientResponse response) {
        try {
            String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
            return length == null ? -1 : Long.parseLong(length.trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String fileName(RecordingUrl url, HttpClientResponse response) {
        String name = ContentDisposition.fileNameOf(response.getHeader("Content-Disposition"));
        return name == null || name.isBlank() ? url.fileName() : FileName.of(name);
    }

    /** @param reason a stable word */
    private static Problem failed(String reason, String detail) {
        return Problem.of(ProblemType.FETCH_FAILED, detail, Map.of("reason", reason));
    }
}
