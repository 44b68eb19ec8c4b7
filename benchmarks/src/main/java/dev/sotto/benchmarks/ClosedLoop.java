package dev.sotto.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A fixed number of callers. Each sends its next request as soon as it has its answer, which shows a side's maximum
 * rate.
 */
final class ClosedLoop implements AutoCloseable {

    private final Vertx vertx;
    private final int callers;

    ClosedLoop(Vertx vertx, int callers) {
        this.vertx = vertx;
        this.callers = callers;
    }

    /**
     * Puts a side under load.
     *
     * @param lengths the lengths of the correct answers, in the order of the questions
     * @return the number of answers, all correct
     * @throws WrongAnswer if an answer was wrong
     */
    long run(URI side, List<Question> questions, int[] lengths, Duration time) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(callers).setKeepAlive(true));
        Run run = new Run(client, side, questions, lengths, System.nanoTime() + time.toNanos(), new AtomicLong());
        List<CompletableFuture<Void>> all =
                IntStream.range(0, callers).mapToObj(caller -> start(run)).toList();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        client.close();
        return run.answered.get();
    }

    private CompletableFuture<Void> start(Run run) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(now -> run.next(ended));
        return ended;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private record Run(
            HttpClient client, URI side, List<Question> questions, int[] lengths, long end, AtomicLong answered) {

        void next(CompletableFuture<Void> ended) {
            if (System.nanoTime() - end >= 0) {
                ended.complete(null);
                return;
            }
            int which = ThreadLocalRandom.current().nextInt(questions.size());
            questions
                    .get(which)
                    .ask(client, side)
                    .onSuccess(body -> check(which, body, ended))
                    .onFailure(ended::completeExceptionally);
        }

        private void check(int which, Buffer body, CompletableFuture<Void> ended) {
            if (body.length() == lengths[which]) {
                answered.incrementAndGet();
                next(ended);
            } else {
                ended.completeExceptionally(new WrongAnswer(questions.get(which).path() + " of " + side + ": " + body));
            }
        }
    }
}
