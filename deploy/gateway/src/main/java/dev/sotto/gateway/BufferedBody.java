package dev.sotto.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;

/** Waits for a complete small body before it calls the service, so that a slow sender costs the services nothing. */
final class BufferedBody {

    private final Vertx vertx;
    private final RequestContext requestContext;
    private final HttpServerRequest request;
    private final ClientShare share;
    private final long limit;
    private final MinimumBodyRate minimumBodyRate;
    private final long quietSeconds;
    private final Buffer body = Buffer.buffer();
    private long quiet;
    private long timer = -1;
    private boolean over;

    BufferedBody(
            Vertx vertx,
            RequestContext requestContext,
            ClientShare share,
            long limit,
            MinimumBodyRate minimumBodyRate,
            Duration quietLimit) {
        this.vertx = vertx;
        this.requestContext = requestContext;
        this.request = requestContext.request();
        this.share = share;
        this.limit = limit;
        this.minimumBodyRate = minimumBodyRate;
        this.quietSeconds = quietLimit.toSeconds();
    }

    /** Calls back with the complete body. If the body does not arrive completely, the request is refused. */
    void read(Consumer<Buffer> whole) {
        timer = vertx.setPeriodic(1_000, second -> look());
        requestContext.atEnd(() -> {
            over = true;
            vertx.cancelTimer(timer);
            share.giveBack(body.length());
        });
        request.handler(this::add).endHandler(end -> {
            if (!over) {
                vertx.cancelTimer(timer);
                whole.accept(body);
            }
        });
        requestContext.atBrokenBody(() -> {
            if (!over) {
                requestContext.refuse(Fault.brokenBody());
            }
        });
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private void add(Buffer piece) {
        if (over) {
            return;
        }
        quiet = 0;
        minimumBodyRate.moved(piece.length());
        if (body.length() + piece.length() > limit) {
            requestContext.refuse(Fault.tooLarge(limit));
        } else if (!share.take(piece.length())) {
            requestContext.refuse(new Fault(
                    Refusal.TOO_MANY_REQUESTS,
                    "Your address sends too much data at the same time. Wait for other requests to end, then retry."));
        } else {
            body.appendBuffer(piece);
        }
    }

    private void look() {
        quiet++;
        if (quiet >= quietSeconds || minimumBodyRate.isTooSlow()) {
            requestContext.refuse(new Fault(
                    Refusal.REQUEST_TIMEOUT, "The request body did not arrive or arrived too slowly. Send it again."));
        }
    }
}
