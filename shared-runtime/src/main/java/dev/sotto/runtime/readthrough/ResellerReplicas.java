package dev.sotto.runtime.readthrough;

import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.Topic;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.replicas.Replicas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Resellers, which reseller-service owns. See {@link ReplicaReader} for what each method asks. */
@ApplicationScoped
public class ResellerReplicas {

    private final ReplicaReader<ResellerChanged> reader;

    ResellerReplicas(Replicas replicas, OwnerClient owners) {
        this.reader = new ReplicaReader<>(
                replicas,
                owners,
                new ReplicaReader.Source<>(
                        Topic.RESELLER_CHANGED, ResellerChanged.class, "reseller-service", "resellers"));
    }

    public Uni<@Nullable ResellerChanged> find(Caller caller, UUID resellerId) {
        return reader.find(caller, resellerId);
    }

    public Uni<@Nullable ResellerChanged> findFresh(Caller caller, UUID resellerId) {
        return reader.findFresh(caller, resellerId);
    }

    public Uni<@Nullable ResellerChanged> findKnown(Caller caller, UUID resellerId) {
        return reader.findKnown(caller, resellerId);
    }
}
