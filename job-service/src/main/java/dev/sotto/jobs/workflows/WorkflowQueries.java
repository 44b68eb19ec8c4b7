package dev.sotto.jobs.workflows;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.model.jobs.WorkflowView;
import dev.sotto.model.paging.Page;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.paging.BoundedPage;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.UUID;

/** Reads the workflows that a caller may see: an Admin all of the tenant, others their own and the public ones. */
@ApplicationScoped
class WorkflowQueries {

    private static final String COLUMNS = """
            id, tenant_id, user_id, name, description, config::text as config, is_template, is_public, is_default, version,
            created_at, updated_at""";
    static final String OF_TENANT = BoundedPage.of(COLUMNS, """
            select * from workflows
            where tenant_id = $1 and id < $2
            order by id desc limit $3
            """);
    /** Merges two lists, each read along its own index. No index gives the order of one condition with an OR. */
    static final String OF_USER = BoundedPage.of(COLUMNS, """
            (select * from workflows
            where tenant_id = $1 and id < $2 and user_id = $4
            order by id desc limit $3)
            union all
            (select * from workflows
            where tenant_id = $1 and id < $2 and is_public and user_id <> $4
            order by id desc limit $3)
            order by id desc limit $3
            """);

    private static final String GET = """
            select id, tenant_id, user_id, name, description, config::text as config, is_template, is_public, is_default, version,
                created_at, updated_at
            from workflows
            where tenant_id = $1 and ($2 or user_id = $3 or is_public) and id = $4
            """;

    private final ScopedTransaction transactions;

    WorkflowQueries(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    Uni<Page<WorkflowView>> list(Caller caller, PageRequest page) {
        UUID tenant = caller.requireTenantId();
        var view = BoundedPage.row(WorkflowQueries::view);
        var listed = caller.has(Role.Admin)
                ? transactions.read(caller, view, OF_TENANT, tenant, page.before(), page.fetch())
                : transactions.read(caller, view, OF_USER, tenant, page.before(), page.fetch(), caller.requireUserId());
        return listed.map(rows -> BoundedPage.page(page, rows, WorkflowView::id));
    }

    Uni<WorkflowView> get(Caller caller, UUID id) {
        return transactions
                .readFirst(
                        caller,
                        WorkflowQueries::view,
                        GET,
                        caller.requireTenantId(),
                        caller.has(Role.Admin),
                        caller.requireUserId(),
                        id)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    private static WorkflowView view(Row row) {
        return new WorkflowView(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getUUID("user_id"),
                row.getString("name"),
                row.getString("description"),
                graph(row.getString("config")),
                row.getBoolean("is_template"),
                row.getBoolean("is_public"),
                row.getBoolean("is_default"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static WorkflowGraph graph(String json) {
        try {
            return EventJson.MAPPER.readValue(json, WorkflowGraph.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
