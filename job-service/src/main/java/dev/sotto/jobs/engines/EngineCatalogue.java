package dev.sotto.jobs.engines;

import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.jobs.EnginesView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.runtime.readthrough.TenantReplicas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Lists the engines as far as the caller's plan includes them. */
@ApplicationScoped
public class EngineCatalogue {

    private final Engines engines;
    private final TenantReplicas tenants;

    EngineCatalogue(Engines engines, TenantReplicas tenants) {
        this.engines = engines;
        this.tenants = tenants;
    }

    /** Returns the engines in the order in which they are tried. Must not be called inside a transaction. */
    public Uni<EnginesView> of(Caller caller) {
        return plan(caller)
                .map(plan -> new EnginesView(engines.capabilities().entrySet().stream()
                        .map(engine -> EngineViews.of(
                                engine.getKey(), engine.getValue(), plan, engines.isAvailable(engine.getKey())))
                        .flatMap(Optional::stream)
                        .toList()));
    }

    /** Resellers and the platform see everything that can be sold. */
    private Uni<PlanFeatures> plan(Caller caller) {
        return caller.scope() instanceof Scope.Tenant
                ? tenants.own(caller).map(tenant -> tenant == null ? PlanFeatures.ALL : tenant.features())
                : Uni.createFrom().item(PlanFeatures.ALL);
    }
}
