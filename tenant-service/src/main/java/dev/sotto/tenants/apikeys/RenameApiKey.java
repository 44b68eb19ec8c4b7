package dev.sotto.tenants.apikeys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.access.ApiKeyDetails;
import dev.sotto.model.access.ApiKeyView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.tenants.tenants.ManagedTenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Renames a key. No event is published, because other services do not store the name. */
@ApplicationScoped
class RenameApiKey {

    private static final String RENAME = """
            update api_keys set name = $3, version = version + 1 where tenant_id = $1 and id = $2
            returning id, tenant_id, user_id, name, permissions::text as permissions, expires_at, last_used_at, revoked_at,
                version, created_at, $4::text as status
            """;

    private final ScopedTransaction transactions;
    private final ManagedTenants tenants;
    private final MergePatch mergePatch;
    private final Clock clock;

    RenameApiKey(ScopedTransaction transactions, ManagedTenants tenants, MergePatch mergePatch, Clock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.mergePatch = mergePatch;
        this.clock = clock;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    record Edit(JsonNode patch, @Nullable String ifMatch) {}

    Uni<ApiKeyView> rename(Caller caller, @Nullable UUID tenantId, UUID id, Edit edit) {
        return tenants.find(caller, tenantId)
                .flatMap(tenant ->
                        transactions.sql(tenant.narrow(caller), transaction -> rename(transaction, id, edit)));
    }

    private Uni<ApiKeyView> rename(SqlTransaction transaction, UUID id, Edit edit) {
        return KeyForEdit.find(transaction, id, clock.instant()).flatMap(key -> apply(transaction, key, edit));
    }

    private Uni<ApiKeyView> apply(SqlTransaction transaction, ApiKeyView before, Edit edit) {
        Responses.requireVersion(edit.ifMatch(), before.version());
        ApiKeyDetails details = mergePatch.apply(new ApiKeyDetails(before.name()), ApiKeyDetails.class, edit.patch());
        return transaction
                .query(
                        RENAME,
                        before.tenantId(),
                        before.id(),
                        details.name(),
                        before.status().name())
                .map(rows -> ApiKeyRows.view(rows.iterator().next()))
                .call(after -> transaction.record(Change.changed(
                        "api_key",
                        before.id(),
                        before.tenantId(),
                        transaction.caller().scope().resellerId(),
                        before,
                        after)));
    }
}
