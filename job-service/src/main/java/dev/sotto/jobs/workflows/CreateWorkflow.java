package dev.sotto.jobs.workflows;

import dev.sotto.model.jobs.WorkflowDetails;
import dev.sotto.model.jobs.WorkflowView;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates a workflow with its first version. */
@ApplicationScoped
class CreateWorkflow {

    private final ScopedTransaction transactions;
    private final WorkflowRepository workflows;
    private final WorkflowQueries queries;
    private final WorkflowRules rules;
    private final Idempotency idempotency;
    private final Clock clock;

    CreateWorkflow(
            ScopedTransaction transactions,
            WorkflowRepository workflows,
            WorkflowQueries queries,
            WorkflowRules rules,
            Idempotency idempotency,
            Clock clock) {
        this.transactions = transactions;
        this.workflows = workflows;
        this.queries = queries;
        this.rules = rules;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    Uni<WorkflowView> create(Caller caller, WorkflowDetails details, @Nullable String idempotencyKey) {
        rules.require(caller, details, false);
        var request = Idempotency.Request.of("createWorkflow", idempotencyKey, details);
        return idempotency.once(caller, request, () -> insert(caller, details, request), id -> queries.get(caller, id));
    }

    private Uni<WorkflowView> insert(Caller caller, WorkflowDetails details, Idempotency.Request request) {
        UUID id = Ids.next();
        UUID tenantId = caller.requireTenantId();
        return transactions.edit(caller, transaction -> {
            Workflow workflow = new Workflow(id, tenantId, caller.requireUserId(), details, clock.instant());
            return idempotency
                    .remember(transaction, request, id)
                    .chain(() -> details.isDefault()
                            ? workflows.noDefault(transaction)
                            : Uni.createFrom().voidItem())
                    .chain(() -> workflows.persist(workflow))
                    .call(() -> workflows.addVersion(transaction, workflow))
                    .call(() -> transaction.record(Change.created("workflow", id, tenantId, null, workflow.summary())))
                    .map(ignored -> workflow.view());
        });
    }
}
