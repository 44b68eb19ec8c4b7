package dev.sotto.runtime.isolation;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Stands in for the class of this name beside {@link ScopedRead}'s stand-in, whose reads without a scope the original
 * refuses to start with.
 *
 * <p>The constructor without arguments is what Quarkus gives the original.
 */
@ApplicationScoped
class StartupCheck {

    StartupCheck() {}

    StartupCheck(Pool people, @ReactiveDataSource("system") Pool system) {}

    void check(@Observes @Priority(1) StartupEvent start) {}
}
