package dev.sotto.jobs.dispatch;

import dev.sotto.jobs.engines.Engines;
import dev.sotto.jobs.queue.Wanted;
import dev.sotto.runtime.loop.Loop;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Claims for all idle workers of this process at once. */
final class Claims {

    private final HeldJobs jobs;
    private final Engines engines;
    private final String process;
    private final Loop loop;
    private final Queue<Asker> asking = new ConcurrentLinkedQueue<>();

    Claims(HeldJobs jobs, Engines engines, Vertx vertx, String process, Duration poll) {
        this.jobs = jobs;
        this.engines = engines;
        this.process = process;
        this.loop = new Loop(vertx, "claims", poll, this::round);
    }

    /** Returns a claim, or null if there is no job for this worker now. */
    Uni<@Nullable Claim> next() {
        return Uni.createFrom().emitter(emitter -> {
            asking.add(new Asker(Vertx.currentContext(), emitter));
            loop.wake();
        });
    }

    void start() {
        loop.start();
    }

    /** Answers nobody any more. */
    CompletableFuture<Void> stop() {
        return loop.stop();
    }

    /** While no engine can be reached, jobs stay where they are. */
    private Uni<Boolean> round() {
        List<Asker> askers = new ArrayList<>();
        for (Asker asker = asking.poll(); asker != null; asker = asking.poll()) {
            askers.add(asker);
        }
        Set<String> offers = engines.offers();
        if (askers.isEmpty() || offers.isEmpty()) {
            answer(askers, List.of());
            return Uni.createFrom().item(false);
        }
        return claimed(new Wanted(askers.size(), offers, process))
                .invoke(claims -> answer(askers, claims))
                .onFailure()
                .invoke(failure -> askers.forEach(asker -> asker.fail(failure)))
                .replaceWith(false);
    }

    /** Looks again while another claim was in the way, so that no worker is idle while there is work for it. */
    private Uni<List<Claim>> claimed(Wanted wanted) {
        return jobs.claim(wanted)
                .flatMap(claims -> claims.size() == wanted.jobs()
                        ? Uni.createFrom().item(claims)
                        : rest(wanted.less(claims.size())).map(rest -> joined(claims, rest)));
    }

    private Uni<List<Claim>> rest(Wanted wanted) {
        return jobs.isMoreAdmissible(wanted)
                .flatMap(more -> more ? claimed(wanted) : Uni.createFrom().item(List.<Claim>of()))
                // What was claimed before must not be lost.
                .onFailure()
                .recoverWithItem(List.of());
    }

    private static List<Claim> joined(List<Claim> claims, List<Claim> rest) {
        return Stream.concat(claims.stream(), rest.stream()).toList();
    }

    private static void answer(List<Asker> askers, List<Claim> claims) {
        for (int i = 0; i < askers.size(); i++) {
            askers.get(i).complete(i < claims.size() ? claims.get(i) : null);
        }
    }

    /** A worker that waits for its answer, which it gets on its own context. */
    private record Asker(Context context, UniEmitter<? super @Nullable Claim> emitter) {

        void complete(@Nullable Claim claim) {
            context.runOnContext(ignored -> emitter.complete(claim));
        }

        void fail(Throwable failure) {
            context.runOnContext(ignored -> emitter.fail(failure));
        }
    }
}
