package dev.sotto.jobs.workflows;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** The workflow that jobs run which name none. A tenant that has chosen none gets a plain one with its first such job. */
@ApplicationScoped
public class DefaultWorkflow {

    private static final String FIND = "select id from workflows where tenant_id = $1 and is_default";
    /** Makes none if another request has made one at the same time. */
    private static final String MAKE = """
            with made as (
                insert into workflows (id, tenant_id, user_id, name, config, is_public, is_default)
                values ($1, $2, $3, 'Transcription', '{"nodes": [
                        {"id": "transcription", "type": "transcription", "config": {}},
                        {"id": "export", "type": "export", "config": {}}],
                    "edges": [{"from": "transcription", "to": "export"}]}', true, true)
                on conflict (tenant_id) where is_default do nothing
                returning id, tenant_id, version, config
            ), first as (
                insert into workflow_versions (tenant_id, workflow_id, version, config)
                select tenant_id, id, version, config from made
            )
            select id from made
            """;

    private final ScopedTransaction transactions;

    DefaultWorkflow(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /** Returns the id of the tenant's default workflow. Must not be called inside a transaction. */
    public Uni<UUID> of(Caller caller) {
        return find(caller)
                .onItem()
                .ifNull()
                .switchTo(() -> transactions.sql(caller, DefaultWorkflow::make))
                .onItem()
                .ifNull()
                .switchTo(() -> find(caller));
    }

    private Uni<UUID> find(Caller caller) {
        return transactions.readFirst(caller, DefaultWorkflow::id, FIND, caller.requireTenantId());
    }

    private static Uni<UUID> make(SqlTransaction transaction) {
        Caller caller = transaction.caller();
        UUID tenantId = caller.requireTenantId();
        return transaction
                .<UUID>first(DefaultWorkflow::id, MAKE, Ids.next(), tenantId, caller.requireUserId())
                .onItem()
                .ifNotNull()
                .call(id -> transaction.record(
                        Change.created("workflow", id, tenantId, null, Map.of("is_default", true, "version", 1))));
    }

    private static UUID id(Row row) {
        return row.getUUID("id");
    }
}
