package dev.sotto.gateway;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.LongPredicate;

/** Passes a body through without storing it. It counts each piece, and fails when the body exceeds the limit. */
final class WatchedStream implements ReadStream<Buffer> {

    private final ReadStream<Buffer> source;
    private final long limit;
    private final LongPredicate moved;
    private final Runnable ended;
    private final Runnable overLimit;
    private long count;
    private boolean failed;
    private Handler<Throwable> exceptionHandler;

    /** @param moved receives the number of bytes of each piece; returns false if nobody is there to take them */
    WatchedStream(ReadStream<Buffer> source, long limit, LongPredicate moved, Runnable ended, Runnable overLimit) {
        this.source = source;
        this.limit = limit;
        this.moved = moved;
        this.ended = ended;
        this.overLimit = overLimit;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        source.handler(handler == null ? null : piece -> pass(piece, handler));
        return this;
    }

    private void pass(Buffer piece, Handler<Buffer> handler) {
        if (!moved.test(piece.length())) {
            return;
        }
        count += piece.length();
        if (count <= limit) {
            handler.handle(piece);
        } else if (!failed) {
            failed = true;
            overLimit.run();
            if (exceptionHandler != null) {
                exceptionHandler.handle(new IllegalStateException("Body over " + limit + " bytes"));
            }
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        exceptionHandler = handler;
        source.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        source.endHandler(
                handler == null
                        ? null
                        : end -> {
                            if (moved.test(0) && !failed) {
                                ended.run();
                                handler.handle(end);
                            }
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        source.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        source.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        source.fetch(amount);
        return this;
    }
}
