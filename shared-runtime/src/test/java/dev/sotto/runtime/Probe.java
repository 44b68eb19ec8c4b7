package dev.sotto.runtime;

import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Helpers that the tests of this module share. */
public final class Probe {

    private Probe() {}

    static Caller tenant(UUID tenantId, UUID resellerId) {
        return caller(new Scope.Tenant(tenantId, resellerId), Role.Admin);
    }

    static Caller reseller(UUID resellerId) {
        return caller(new Scope.Reseller(resellerId), Role.ResellerAdmin);
    }

    static Caller platform() {
        return caller(new Scope.Platform(), Role.PlatformAdmin);
    }

    private static Caller caller(Scope scope, Role role) {
        return new Caller(scope, UUID.randomUUID(), Set.of(role), null, null, new Caller.Origin("request", null, null));
    }

    /** Subscribes on a new Vert.x context, as a request would, and does not wait. */
    static <T> CompletableFuture<T> start(Vertx vertx, Supplier<Uni<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(ignored ->
                Uni.createFrom().deferred(work::get).subscribe().with(result::complete, result::completeExceptionally));
        return result;
    }

    /** Subscribes in the same way, and cancels after this time. */
    static CompletableFuture<Void> startAndHangUp(Vertx vertx, Supplier<Uni<?>> work, long millis) {
        CompletableFuture<Void> hungUp = new CompletableFuture<>();
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(ignored -> {
            Cancellable call = Uni.createFrom()
                    .deferred(() -> work.get().onItem().castTo(Object.class))
                    .subscribe()
                    .with(item -> {}, failure -> {});
            vertx.setTimer(millis, timer -> {
                call.cancel();
                hungUp.complete(null);
            });
        });
        return hungUp;
    }

    /** Subscribes in the same way, and returns the result. */
    public static <T> T run(Vertx vertx, Supplier<Uni<T>> work) {
        try {
            return start(vertx, work).get(TestTimeout.SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void sql(String statement) {
        try (Connection connection = SottoTestResource.databases().superuser("reseller");
                var prepared = connection.createStatement()) {
            prepared.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static long number(String query) {
        try (Connection connection = SottoTestResource.databases().superuser("reseller");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Polls until the condition is true; fails at the time limit. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TestTimeout.DURATION.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + TestTimeout.DURATION + ": " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }
}
