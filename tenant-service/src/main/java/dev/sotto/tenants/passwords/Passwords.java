package dev.sotto.tenants.passwords;

import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.tenants.tokens.SecretToken;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords off the event loop, a few at a time, so that memory and processors stay available for other work. If
 * the queue is full, the request is refused and may be retried.
 */
@Singleton
public class Passwords {

    /** How many are hashed at a time. */
    public static final int AT_ONCE = PasswordHash.AT_ONCE;

    private static final int QUEUE = 64;

    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            AT_ONCE, AT_ONCE, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), Passwords::thread);
    /** Of no password that anybody has. */
    private final PasswordHash nobodys = PasswordHash.of(SecretToken.random());

    void stop(@Observes ShutdownEvent stop) {
        workers.shutdown();
    }

    /** Returns the hash to store for a new password. */
    public Uni<String> hash(String password) {
        return offLoop(() -> PasswordHash.of(password).phc());
    }

    /** @param phc the stored hash; null if there is none, which takes the same time and never matches */
    public Uni<Boolean> matches(String password, @Nullable String phc) {
        return offLoop(() -> {
            boolean matches = (phc == null ? nobodys : PasswordHash.parse(phc)).matches(password);
            return matches && phc != null;
        });
    }

    private <T> Uni<T> offLoop(Supplier<T> work) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            return Uni.createFrom()
                    .item(work)
                    .runSubscriptionOn(workers)
                    .onFailure(RejectedExecutionException.class)
                    .transform(full -> Problem.of(
                            ProblemType.TOO_MANY_REQUESTS, "Too many users are signing in. Retry in a few seconds."))
                    .emitOn(step -> context.runOnContext(ignored -> step.run()));
        });
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "passwords");
        thread.setDaemon(true);
        // If the JVM's options allow it, reads go first while processors are busy.
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }
}
