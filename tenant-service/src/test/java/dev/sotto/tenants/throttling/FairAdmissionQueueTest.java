package dev.sotto.tenants.throttling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.testing.TestTimeout;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairAdmissionQueueTest {

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final AtomicLong clock = new AtomicLong();
    private final Vertx vertx = Vertx.vertx();
    private final LinkedBlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
    private final List<CompletableFuture<String>> works = new ArrayList<>();

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void servesClientsInArrivalOrder() throws InterruptedException {
        FairAdmissionQueue fairAdmissionQueue =
                new FairAdmissionQueue(2, 5, Duration.ofMinutes(1), whose -> new Refused(), clock::get);
        List<CompletableFuture<String>> answers = come(fairAdmissionQueue, 5);

        assertThat(List.of(nextBegun(), nextBegun())).containsExactlyInAnyOrder(0, 1);
        works.get(1).complete("second");
        assertThat(answers.get(1).join()).isEqualTo("second");
        assertThat(nextBegun()).isEqualTo(2);
        works.get(0).completeExceptionally(new IllegalStateException("of the work"));
        assertThatThrownBy(() -> answers.get(0).join())
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("of the work");
        assertThat(nextBegun()).isEqualTo(3);
        works.get(2).complete("third");
        assertThat(nextBegun()).isEqualTo(4);
        assertThat(begun).isEmpty();
    }

    @Test
    void refusesClientsWhileFull() throws InterruptedException {
        FairAdmissionQueue fairAdmissionQueue =
                new FairAdmissionQueue(1, 2, Duration.ofMinutes(1), whose -> new Refused(), clock::get);
        List<CompletableFuture<String>> answers = come(fairAdmissionQueue, 2);
        assertThat(nextBegun()).isZero();
        assertThat(fairAdmissionQueue.haveNoPlaceFor("anybody")).isTrue();

        assertRefused(come(fairAdmissionQueue, 1).get(0));

        works.get(0).complete("first");
        answers.get(0).join();
        assertThat(nextBegun()).isEqualTo(1);
        assertThat(fairAdmissionQueue.haveNoPlaceFor("anybody")).isFalse();
        come(fairAdmissionQueue, 1);
        works.get(1).complete("second");
        assertThat(nextBegun()).isEqualTo(3);
    }

    @Test
    void refusesClientsThatWaitedTooLong() throws InterruptedException {
        FairAdmissionQueue fairAdmissionQueue =
                new FairAdmissionQueue(1, 3, Duration.ofMillis(50), whose -> new Refused(), clock::get);
        List<CompletableFuture<String>> answers = come(fairAdmissionQueue, 3);
        assertThat(nextBegun()).isZero();

        assertRefused(answers.get(1));
        assertRefused(answers.get(2));

        assertThat(fairAdmissionQueue.haveNoPlaceFor("anybody")).isFalse();
        works.get(0).complete("first");
        answers.get(0).join();
        come(fairAdmissionQueue, 1);
        assertThat(nextBegun()).isEqualTo(3);
    }

    @Test
    void skipsDisconnectedClients() throws InterruptedException {
        FairAdmissionQueue fairAdmissionQueue =
                new FairAdmissionQueue(1, 3, Duration.ofMinutes(1), whose -> new Refused(), clock::get);
        List<CompletableFuture<String>> answers = come(fairAdmissionQueue, 3);
        assertThat(nextBegun()).isZero();

        assertThat(fairAdmissionQueue.haveNoPlaceFor("anybody")).isTrue();
        answers.get(1).cancel(false);
        assertThat(fairAdmissionQueue.haveNoPlaceFor("anybody")).isFalse();
        works.get(0).complete("first");

        assertThat(nextBegun()).isEqualTo(2);
        works.get(2).complete("third");
        assertThat(answers.get(2).join()).isEqualTo("third");
        assertThat(begun).isEmpty();
    }

    @Test
    void finishesWorkOfDisconnectedClients() throws InterruptedException {
        FairAdmissionQueue fairAdmissionQueue =
                new FairAdmissionQueue(1, 2, Duration.ofMinutes(1), whose -> new Refused(), clock::get);
        List<CompletableFuture<String>> answers = come(fairAdmissionQueue, 2);
        assertThat(nextBegun()).isZero();

        answers.get(0).cancel(false);
        assertThat(fairAdmissionQueue.haveNoPlaceFor("anybody")).isTrue();
        works.get(0).complete("first");

        assertThat(nextBegun()).isEqualTo(1);
    }

    @Test
    void servesClientsRoundRobin() throws InterruptedException {
        FairAdmissionQueue fairAdmissionQueue =
                new FairAdmissionQueue(1, 7, Duration.ofMinutes(1), whose -> new Refused(), clock::get);
        come(fairAdmissionQueue, 4, "greedy");
        come(fairAdmissionQueue, 2, "modest");
        come(fairAdmissionQueue, 1, "single");

        List<Integer> order = new ArrayList<>();
        for (int turn = 0; turn < 7; turn++) {
            order.add(nextBegun());
            works.get(order.get(turn)).complete("done");
        }

        assertThat(order).containsExactly(0, 4, 6, 1, 5, 2, 3);
    }

    @Test
    void displacesClientWithMostWaitingRequests() throws InterruptedException {
        FairAdmissionQueue fairAdmissionQueue =
                new FairAdmissionQueue(1, 5, Duration.ofMinutes(1), whose -> new Refused(), clock::get);
        List<CompletableFuture<String>> greedy = come(fairAdmissionQueue, 5, "greedy");
        assertThat(nextBegun()).isZero();

        assertThat(fairAdmissionQueue.haveNoPlaceFor("greedy")).isTrue();
        assertThat(fairAdmissionQueue.haveNoPlaceFor("modest")).isFalse();
        List<CompletableFuture<String>> modest = come(fairAdmissionQueue, 2, "modest");
        assertRefused(greedy.get(4));
        assertRefused(greedy.get(3));

        assertThat(fairAdmissionQueue.haveNoPlaceFor("modest")).isTrue();
        assertRefused(come(fairAdmissionQueue, 1, "modest").get(0));
        assertRefused(come(fairAdmissionQueue, 1, "greedy").get(0));
        come(fairAdmissionQueue, 1, "single");
        works.forEach(work -> work.complete("done"));

        assertThat(greedy.get(1).join()).isEqualTo("done");
        assertThat(modest.get(0).join()).isEqualTo("done");
    }

    @Test
    void admitsEveryClientWhilePlacesSuffice() throws InterruptedException {
        FairAdmissionQueue fairAdmissionQueue =
                new FairAdmissionQueue(1, 4, Duration.ofMinutes(1), whose -> new Refused(), clock::get);
        come(fairAdmissionQueue, 4, "greedy");
        List<CompletableFuture<String>> others = new ArrayList<>();
        for (String whose : List.of("first", "second")) {
            others.addAll(come(fairAdmissionQueue, 1, whose));
            come(fairAdmissionQueue, 3, "greedy");
        }

        works.forEach(work -> work.complete("done"));

        assertThat(others).allSatisfy(answer -> assertThat(answer.join()).isEqualTo("done"));
    }

    @Test
    void prefersClientsServedLeastRecently() throws InterruptedException {
        FairAdmissionQueue fairAdmissionQueue =
                new FairAdmissionQueue(1, 5, Duration.ofMinutes(1), whose -> new Refused(), clock::get);
        come(fairAdmissionQueue, 1, "frequent");
        assertThat(nextBegun()).isZero();
        come(fairAdmissionQueue, 1, "frequent");
        come(fairAdmissionQueue, 1, "new");
        works.get(0).complete("done");
        assertThat(nextBegun()).isEqualTo(2);

        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        works.get(2).complete("done");
        assertThat(nextBegun()).isEqualTo(1);
        come(fairAdmissionQueue, 1, "frequent");
        come(fairAdmissionQueue, 1, "new");
        works.get(1).complete("done");
        assertThat(nextBegun()).isEqualTo(4);
    }

    @Test
    void prefersClientsThatDidNotDisconnectRecently() throws InterruptedException {
        FairAdmissionQueue fairAdmissionQueue =
                new FairAdmissionQueue(1, 3, Duration.ofMinutes(1), whose -> new Refused(), clock::get);
        come(fairAdmissionQueue, 1, "anybody");
        assertThat(nextBegun()).isZero();
        come(fairAdmissionQueue, 1, "fickle").get(0).cancel(false);
        come(fairAdmissionQueue, 1, "fickle");
        come(fairAdmissionQueue, 1, "new");

        works.get(0).complete("done");

        assertThat(nextBegun()).isEqualTo(3);
    }

    @Test
    void forgetsPastUseOverTime() throws InterruptedException {
        FairAdmissionQueue fairAdmissionQueue =
                new FairAdmissionQueue(1, 5, Duration.ofMinutes(1), whose -> new Refused(), clock::get);
        for (int turn = 0; turn < 3; turn++) {
            come(fairAdmissionQueue, 1, "once frequent");
            works.get(nextBegun()).complete("done");
        }
        clock.addAndGet(Duration.ofMinutes(10).toNanos());
        come(fairAdmissionQueue, 1, "new");
        assertThat(nextBegun()).isEqualTo(3);

        come(fairAdmissionQueue, 1, "new");
        come(fairAdmissionQueue, 1, "once frequent");
        works.get(3).complete("done");

        assertThat(nextBegun()).isEqualTo(5);
    }

    @Test
    void admitsNewClientWhenQueueIsFull() throws InterruptedException {
        FairAdmissionQueue fairAdmissionQueue =
                new FairAdmissionQueue(1, 4, Duration.ofMinutes(1), whose -> new Refused(), clock::get);
        List<String> many = List.of("a", "b", "c", "d");
        many.forEach(whose -> come(fairAdmissionQueue, 1, whose));
        for (int turn = 0; turn < many.size(); turn++) {
            int number = nextBegun();
            come(fairAdmissionQueue, 1, many.get(number));
            works.get(number).complete("done");
        }

        come(fairAdmissionQueue, 1, "a");
        assertThat(fairAdmissionQueue.haveNoPlaceFor("a")).isTrue();

        CompletableFuture<String> single = come(fairAdmissionQueue, 1, "single").get(0);
        works.forEach(work -> work.complete("done"));

        assertThat(single.join()).isEqualTo("done");
    }

    @Test
    void continuesAfterWorkThatFailsToStart() throws InterruptedException {
        FairAdmissionQueue fairAdmissionQueue =
                new FairAdmissionQueue(1, 2, Duration.ofMinutes(1), whose -> new Refused(), clock::get);
        CompletableFuture<CompletableFuture<String>> asked = new CompletableFuture<>();
        vertx.runOnContext(ignored -> asked.complete(fairAdmissionQueue
                .<String>inTurn("anybody", () -> {
                    throw new IllegalStateException("of the work");
                })
                .subscribeAsCompletionStage()));

        assertThatThrownBy(() -> asked.join().join())
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("of the work");
        come(fairAdmissionQueue, 1);
        assertThat(nextBegun()).isZero();
    }

    private List<CompletableFuture<String>> come(FairAdmissionQueue fairAdmissionQueue, int people) {
        return come(fairAdmissionQueue, people, "anybody");
    }

    /** Each request comes from an event loop, one after another. Request n does what {@code works.get(n)} says. */
    private List<CompletableFuture<String>> come(FairAdmissionQueue fairAdmissionQueue, int people, String whose) {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            int number = works.size();
            CompletableFuture<String> work = new CompletableFuture<>();
            works.add(work);
            CompletableFuture<CompletableFuture<String>> asked = new CompletableFuture<>();
            vertx.runOnContext(ignored -> asked.complete(fairAdmissionQueue
                    .inTurn(whose, () -> {
                        begun.add(number);
                        return Uni.createFrom().completionStage(work);
                    })
                    .subscribeAsCompletionStage()));
            answers.add(asked.join());
        }
        return answers;
    }

    private int nextBegun() throws InterruptedException {
        Integer number = begun.poll(TestTimeout.SECONDS, TimeUnit.SECONDS);
        assertThat(number).isNotNull();
        return number;
    }

    private static void assertRefused(CompletableFuture<String> answer) {
        assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(Refused.class);
    }
}
