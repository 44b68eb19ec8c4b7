package dev.sotto.tenants.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sotto.runtime.reach.TimeLimit;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** The beginning of an answer, for the log. What a receiver says beyond it is not read. */
final class AnswerBeginning {

    /** In bytes. */
    static final int LONGEST = 1024;

    private final Buffer bytes = Buffer.buffer();

    private AnswerBeginning() {}

    /** Reads a paused answer, until its beginning is whole, it ends or breaks off, or the time is over. */
    static Uni<String> of(HttpClientResponse response, LongSupplier leftMillis) {
        AnswerBeginning beginning = new AnswerBeginning();
        return TimeLimit.of(beginning.read(response), leftMillis, TimeoutException::new)
                .onFailure()
                .recoverWithNull()
                .map(done -> beginning.text());
    }

    private Uni<Void> read(HttpClientResponse response) {
        return Uni.createFrom().emitter(emitter -> {
            response.exceptionHandler(closed -> emitter.complete(null));
            response.endHandler(end -> emitter.complete(null));
            response.handler(piece -> {
                bytes.appendBuffer(piece, 0, Math.min(piece.length(), LONGEST - bytes.length()));
                if (bytes.length() >= LONGEST) {
                    response.pause();
                    emitter.complete(null);
                }
            });
            response.resume();
        });
    }

    /** PostgreSQL cannot hold NUL. */
    private String text() {
        return new String(bytes.getBytes(), UTF_8).replace('\0', '\uFFFD');
    }
}
