package dev.sotto.runtime.readthrough;

import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.Topic;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.replicas.Replicas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Tenants with their entitlements, which tenant-service owns. */
@ApplicationScoped
public class TenantReplicas {

    private final ReplicaReader<TenantChanged> reader;

    TenantReplicas(Replicas replicas, OwnerClient owners) {
        this.reader = new ReplicaReader<>(
                replicas,
                owners,
                new ReplicaReader.Source<>(Topic.TENANT_CHANGED, TenantChanged.class, "tenant-service", "tenants"));
    }

    /**
     * Finds the caller's own tenant. Must not be called inside a transaction.
     *
     * @return null if tenant-service does not know it either
     */
    public Uni<@Nullable TenantChanged> own(Caller caller) {
        return reader.findOwn(caller, caller.requireTenantId());
    }
}
