package dev.sotto.jobs.workflows;

import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Loads workflows for changes. */
@ApplicationScoped
class WorkflowRepository implements PanacheRepositoryBase<Workflow, UUID> {

    private static final String ADD_VERSION = """
            insert into workflow_versions (tenant_id, workflow_id, version, config)
            values (cast($1 as uuid), cast($2 as uuid), $3, cast(cast($4 as text) as jsonb))
            """;

    private static final String NO_DEFAULT = """
            update workflows set is_default = false, version = version + 1, updated_at = now()
            where tenant_id = cast($1 as uuid) and is_default
            """;

    private static final String DELETE = """
            delete from workflows where tenant_id = cast($1 as uuid) and id = cast($2 as uuid) and version = $3
            """;

    /** Finds a workflow that the caller may change. One that the caller may not see is not found. */
    Uni<Workflow> findToChange(Caller caller, UUID id) {
        return find("id = ?1 and tenantId = ?2", id, caller.requireTenantId())
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .invoke(workflow -> requireChangeable(caller, workflow));
    }

    /** Stores the graph as the version for new jobs. */
    Uni<Void> addVersion(OrmTransaction transaction, Workflow workflow) {
        return transaction
                .flush()
                .chain(() -> transaction.execute(
                        ADD_VERSION,
                        workflow.tenantId(),
                        workflow.id(),
                        workflow.version(),
                        EventJson.MAPPER.valueToTree(workflow.config()).toString()))
                .replaceWithVoid();
    }

    /** Makes room for another default workflow. To be called before that one is flushed. */
    Uni<Void> noDefault(OrmTransaction transaction) {
        return transaction
                .execute(NO_DEFAULT, transaction.caller().requireTenantId())
                .replaceWithVoid();
    }

    /** Deletes the workflow and its versions. */
    Uni<Void> delete(OrmTransaction transaction, Workflow workflow) {
        return transaction.deleteOne(DELETE, workflow.tenantId(), workflow.id(), workflow.version());
    }

    private static void requireChangeable(Caller caller, Workflow workflow) {
        if (caller.has(Role.Admin) || workflow.isOf(caller.requireUserId()) && !workflow.isDefault()) {
            return;
        }
        throw workflow.isPublic()
                ? Problem.of(
                        ProblemType.FORBIDDEN,
                        workflow.isDefault()
                                ? "Only an Admin can change the default workflow."
                                : "Only the owner of the workflow or an Admin can change it.")
                : Problem.notFound();
    }
}
