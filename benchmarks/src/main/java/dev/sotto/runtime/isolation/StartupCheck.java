package dev.sotto.runtime.isolation;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Replaces the class of this name together with {@link ScopedRead}, because the original refuses to start if reads set
 * no scope.
 *
 * <p>Quarkus adds the constructor without arguments to the original.
 */
@ApplicationScoped
class StartupCheck {

    StartupCheck() {}

    StartupCheck(Pool people, @ReactiveDataSource("system") Pool system) {}

    void check(@Observes @Priority(1) StartupEvent start) {}
}
