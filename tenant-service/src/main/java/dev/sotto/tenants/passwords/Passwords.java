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
 * Hashes passwords off the event loop, a few at a time: memory and processors stay for the rest however many sign in at
 * once. What finds the queue full is refused, to be tried again.
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

    /** The hash to keep of a new password. */
    public Uni<String> hash(String password) {
        return offLoop(() -> PasswordHash.of(password).phc());
    }

    /** @param phc the kept hash; null where there is none, which takes the same work and never matches */
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
        // Where the JVM's options let it count: whoever only reads goes first while a processor is short.
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }
}
