package dev.sotto.tenants.webhooks;

import dev.sotto.model.webhooks.DeliveryProblem;
import dev.sotto.runtime.reach.HttpUrl;
import dev.sotto.runtime.reach.TimeLimit;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends one signed request to a receiver. Always has a result: a failure is an {@link Attempt} too. */
@ApplicationScoped
class SendDelivery {

    private static final int CONNECTIONS_PER_SERVER = 50;

    private final Receivers receivers;
    private final Clock clock;
    private final Duration timeout;
    private final HttpClient client;

    SendDelivery(Receivers receivers, WebhookSettings settings, Clock clock, Vertx vertx) {
        this.receivers = receivers;
        this.clock = clock;
        this.timeout = settings.timeout();
        // No proxy: it would resolve the host again. No kept connections: each goes to the address that was checked for
        // it.
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(CONNECTIONS_PER_SERVER)
                .setConnectTimeout((int) timeout.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) timeout.multipliedBy(2).toMillis()));
    }

    @PreDestroy
    void stop() {
        client.close();
    }

    /** @param secrets sign it, each with a signature of its own */
    Uni<Attempt> send(String url, String id, String body, List<WebhookSecret> secrets) {
        long start = System.nanoTime();
        LongSupplier leftMillis = () -> timeout.toMillis() - millisSince(start);
        Exchange exchange = new Exchange();
        Uni<HttpClientResponse> answer = Uni.createFrom()
                .item(() -> parsed(url))
                .flatMap(parsed -> receivers
                        .address(parsed)
                        .map(found -> found.orElseThrow(() -> new NotSent(DeliveryProblem.NoPublicAddress)))
                        .flatMap(address -> post(request(parsed, address, id, body, secrets), body, exchange)));
        return TimeLimit.of(answer, leftMillis, () -> new NotSent(DeliveryProblem.Timeout))
                .flatMap(response -> AnswerBeginning.of(response, leftMillis)
                        .map(beginning -> Attempt.answered(response.statusCode(), beginning, millisSince(start))))
                .onFailure()
                .recoverWithItem(failure -> Attempt.failed(problem(failure), millisSince(start)))
                .onTermination()
                .invoke(exchange::end);
    }

    private HttpUrl parsed(String url) {
        try {
            return receivers.parsed(url);
        } catch (IllegalArgumentException e) {
            // The settings allowed it when it was registered.
            throw new NotSent(DeliveryProblem.NoPublicAddress);
        }
    }

    private RequestOptions request(
            HttpUrl url, InetAddress address, String id, String body, List<WebhookSecret> secrets) {
        long timestamp = clock.instant().getEpochSecond();
        String signatures =
                secrets.stream().map(secret -> secret.sign(id, timestamp, body)).collect(Collectors.joining(" "));
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.isSecure())
                .setURI(url.target())
                .setFollowRedirects(false)
                .setIdleTimeout(timeout.toMillis())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.ACCEPT_ENCODING, "identity")
                .putHeader(HttpHeaders.USER_AGENT, "Sotto-Webhooks")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(timestamp))
                .putHeader("webhook-signature", signatures);
    }

    private Uni<HttpClientResponse> post(RequestOptions options, String body, Exchange exchange) {
        return Uni.createFrom()
                .completionStage(() -> client.request(options)
                        .compose(request -> exchange.begin(request, body))
                        .compose(SendDelivery::paused)
                        .toCompletionStage());
    }

    private static Future<HttpClientResponse> paused(HttpClientResponse response) {
        return Future.succeededFuture(response.exceptionHandler(closed -> {}).pause());
    }

    private static DeliveryProblem problem(Throwable failure) {
        if (failure instanceof NotSent notSent) {
            return notSent.problem;
        }
        if (failure instanceof TimeoutException) {
            return DeliveryProblem.Timeout;
        }
        return failure instanceof SSLException ? DeliveryProblem.Tls : DeliveryProblem.Unreachable;
    }

    private static int millisSince(long start) {
        return (int) ((System.nanoTime() - start) / 1_000_000);
    }

    /** A request while it is under way, on one context. */
    private static final class Exchange {

        private @Nullable HttpClientRequest request;
        private boolean ended;

        /** Sends nothing if the time was over before there was a connection. */
        Future<HttpClientResponse> begin(HttpClientRequest connected, String body) {
            if (ended) {
                connected.connection().close();
                return Future.failedFuture(new NotSent(DeliveryProblem.Timeout));
            }
            request = connected;
            return connected.send(Buffer.buffer(body));
        }

        /** Also ends an answer that goes on for ever. */
        void end() {
            ended = true;
            if (request != null) {
                request.connection().close();
            }
        }
    }

    private static final class NotSent extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final DeliveryProblem problem;

        NotSent(DeliveryProblem problem) {
            super(problem.name(), null, false, false);
            this.problem = problem;
        }
    }
}
