package dev.sotto.runtime.access;

import dev.sotto.model.access.ApiKeyUses;
import dev.sotto.model.access.ApiKeyUses.Use;
import dev.sotto.runtime.loop.Loop;
import dev.sotto.runtime.problem.Problem;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Records in memory when API keys were used, and reports it to their owner from time to time, so that no request costs
 * a write. Uses that were not reported are lost when the service stops. A report that the owner did not accept is sent
 * again.
 */
@ApplicationScoped
class KeyUses {

    private static final Logger LOG = Logger.getLogger(KeyUses.class);
    /** Limits the memory: uses of further keys are not recorded until the next report. */
    private static final int REMEMBERED = 100_000;

    private final Map<UUID, Instant> uses = new ConcurrentHashMap<>();
    private final KeyOwner owner;
    private final Clock clock;
    private final Loop loop;

    KeyUses(KeyOwner owner, Clock clock, Vertx vertx, AccessSettings settings) {
        this.owner = owner;
        this.clock = clock;
        this.loop = new Loop(vertx, "API key uses", settings.keyUsesInterval(), this::tell);
    }

    void start(@Observes StartupEvent start) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    void note(UUID keyId) {
        if (uses.size() < REMEMBERED || uses.containsKey(keyId)) {
            uses.put(keyId, clock.instant());
        }
    }

    private Uni<Boolean> tell() {
        List<Use> batch = uses.entrySet().stream()
                .limit(ApiKeyUses.LARGEST)
                .map(use -> new Use(use.getKey(), use.getValue()))
                .toList();
        if (batch.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return owner.used(new ApiKeyUses(batch))
                .invoke(() -> batch.forEach(use -> uses.remove(use.apiKeyId(), use.lastUsedAt())))
                .replaceWith(batch.size() == ApiKeyUses.LARGEST)
                .onFailure()
                .recoverWithItem(KeyUses::nextTime);
    }

    private static boolean nextTime(Throwable failure) {
        LOG.logf(
                Problem.severity(failure, Logger.Level.INFO),
                "uses of API keys are told in the next round: %s",
                failure);
        return false;
    }
}
