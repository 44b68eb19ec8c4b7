package dev.sotto.runtime.readthrough;

import dev.sotto.model.access.ApiKeyUses;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.UserChanged;
import dev.sotto.runtime.access.KeyOwner;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks tenant-service for API keys, on behalf of the other services. */
@ApplicationScoped
@DefaultBean
class RemoteKeyOwner implements KeyOwner {

    private static final String OWNER = "tenant-service";

    private final OwnerClient owners;

    RemoteKeyOwner(OwnerClient owners) {
        this.owners = owners;
    }

    @Override
    public Uni<@Nullable ApiKeyChanged> key(UUID id) {
        return owners.read(OWNER, "api-keys", id, null, ApiKeyChanged.class);
    }

    @Override
    public Uni<@Nullable UserChanged> user(UUID id) {
        return owners.read(OWNER, "users", id, null, UserChanged.class);
    }

    @Override
    public Uni<@Nullable TenantChanged> tenant(UUID id) {
        return owners.read(OWNER, "tenants", id, null, TenantChanged.class);
    }

    @Override
    public Uni<Void> used(ApiKeyUses uses) {
        return owners.tell(OWNER, "api-keys/uses", uses);
    }
}
