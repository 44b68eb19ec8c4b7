package dev.sotto.tenants.webhooks;

import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.reach.CheckedAddress;
import dev.sotto.runtime.reach.HttpUrl;
import dev.sotto.runtime.reach.Names;
import dev.sotto.runtime.reach.ReachableAddresses;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which URLs may receive webhooks, and finds their addresses. */
@ApplicationScoped
class Receivers {

    private final Names names;
    private final ReachableAddresses reachable;
    private final Set<Integer> ports;
    private final boolean allowHttp;
    private final WorkerExecutor workers;

    Receivers(WebhookSettings settings, Vertx vertx) {
        this.names = Names.of(settings.dnsServer(), "sotto.webhooks.dns-server");
        this.reachable = new ReachableAddresses(settings.allowedAddresses().orElse(List.of()));
        this.ports = settings.ports();
        this.allowHttp = settings.allowHttp();
        // Threads of their own: a name server that does not answer must not hold up the service's other work.
        this.workers = vertx.createSharedWorkerExecutor("webhook-names", Math.min(settings.atOnce(), 32));
    }

    @PreDestroy
    void stop() {
        names.close();
        workers.close();
    }

    /** @throws IllegalArgumentException if it may not receive webhooks, as far as its text tells */
    HttpUrl parsed(String url) {
        HttpUrl parsed = HttpUrl.of(url, ports);
        if (!parsed.isSecure() && !allowHttp) {
            throw new IllegalArgumentException("must begin with https://");
        }
        return parsed;
    }

    /** Refuses at {@code /url} what may not receive webhooks. Does not tell inner hosts from absent ones. */
    Uni<Void> require(String url) {
        return Uni.createFrom()
                .item(() -> requireForm(url))
                .flatMap(this::address)
                .invoke(address -> {
                    if (address.isEmpty()) {
                        throw Problem.invalid(new Fault(
                                "/url", FaultCode.NOT_ALLOWED, "must name a host that exists and is a public one"));
                    }
                })
                .replaceWithVoid();
    }

    private HttpUrl requireForm(String url) {
        try {
            return parsed(url);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(Fault.wrongFormat("/url", "uri", e.getMessage()));
        }
    }

    /** Resolves the host once. Empty if it does not exist or may not be reached. */
    Uni<Optional<InetAddress>> address(HttpUrl url) {
        return Uni.createFrom()
                .completionStage(() -> workers.executeBlocking(
                                () -> CheckedAddress.of(url.host(), names, reachable), false)
                        .toCompletionStage());
    }
}
