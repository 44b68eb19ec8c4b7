package dev.sotto.jobs.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.jobs.WorkflowDetails;
import dev.sotto.model.jobs.WorkflowView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes a workflow. A different graph becomes a new version; jobs keep theirs. */
@ApplicationScoped
class ChangeWorkflow {

    private final ScopedTransaction transactions;
    private final WorkflowRepository workflows;
    private final WorkflowRules rules;
    private final MergePatch mergePatch;
    private final Clock clock;

    ChangeWorkflow(
            ScopedTransaction transactions,
            WorkflowRepository workflows,
            WorkflowRules rules,
            MergePatch mergePatch,
            Clock clock) {
        this.transactions = transactions;
        this.workflows = workflows;
        this.rules = rules;
        this.mergePatch = mergePatch;
        this.clock = clock;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    Uni<WorkflowView> change(Caller caller, UUID id, JsonNode patch, @Nullable String ifMatch) {
        return transactions.edit(
                caller,
                transaction -> workflows
                        .findToChange(caller, id)
                        .invoke(workflow -> Responses.requireVersion(ifMatch, workflow.version()))
                        .flatMap(workflow -> apply(transaction, workflow, patch)));
    }

    private Uni<WorkflowView> apply(OrmTransaction transaction, Workflow workflow, JsonNode patch) {
        Workflow.Summary before = workflow.summary();
        WorkflowDetails details = mergePatch.apply(workflow.details(), WorkflowDetails.class, patch);
        rules.require(transaction.caller(), details, workflow.isDefault());
        if (details.equals(workflow.details())) {
            return Uni.createFrom().item(workflow.view());
        }
        Uni<Void> room = details.isDefault() && !workflow.isDefault()
                ? workflows.noDefault(transaction)
                : Uni.createFrom().voidItem();
        return room.flatMap(ready -> changed(transaction, workflow, details, before));
    }

    private Uni<WorkflowView> changed(
            OrmTransaction transaction, Workflow workflow, WorkflowDetails details, Workflow.Summary before) {
        boolean anotherGraph = workflow.change(details, clock.instant());
        return transaction
                .flush()
                .chain(() -> anotherGraph
                        ? workflows.addVersion(transaction, workflow)
                        : Uni.createFrom().voidItem())
                .chain(() -> transaction.record(Change.changed(
                        "workflow", workflow.id(), workflow.tenantId(), null, before, workflow.summary())))
                .map(ignored -> workflow.view());
    }
}
