package dev.sotto.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;

/** A body that is waited for whole before a service hears of it: one that drips costs the services nothing. */
final class SmallBody {

    private final Vertx vertx;
    private final Visit visit;
    private final HttpServerRequest request;
    private final ClientShare share;
    private final long limit;
    private final Pace pace;
    private final long quietSeconds;
    private final Buffer body = Buffer.buffer();
    private long quiet;
    private long timer = -1;
    private boolean over;

    SmallBody(Vertx vertx, Visit visit, ClientShare share, long limit, Pace pace, Duration quietLimit) {
        this.vertx = vertx;
        this.visit = visit;
        this.request = visit.request();
        this.share = share;
        this.limit = limit;
        this.pace = pace;
        this.quietSeconds = quietLimit.toSeconds();
    }

    /** Calls back with the whole of it; when it does not come whole, the visit is refused. */
    void read(Consumer<Buffer> whole) {
        timer = vertx.setPeriodic(1_000, second -> look());
        visit.atEnd(() -> {
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
        visit.atBrokenBody(() -> {
            if (!over) {
                visit.refuse(Fault.brokenBody());
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
        pace.moved(piece.length());
        if (body.length() + piece.length() > limit) {
            visit.refuse(Fault.tooLarge(limit));
        } else if (!share.take(piece.length())) {
            visit.refuse(new Fault(Refusal.TOO_MANY_REQUESTS, "Too much is on its way from your address at a time."));
        } else {
            body.appendBuffer(piece);
        }
    }

    private void look() {
        quiet++;
        if (quiet >= quietSeconds || pace.isTooSlow()) {
            visit.refuse(new Fault(Refusal.REQUEST_TIMEOUT, "The body did not come, or came too slowly."));
        }
    }
}
