package dev.sotto.jobs.workflows;

import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deletes a workflow that no job has used. */
@ApplicationScoped
class DeleteWorkflow {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final ScopedTransaction transactions;
    private final WorkflowRepository workflows;

    DeleteWorkflow(ScopedTransaction transactions, WorkflowRepository workflows) {
        this.transactions = transactions;
        this.workflows = workflows;
    }

    Uni<Void> delete(Caller caller, UUID id, @Nullable String ifMatch) {
        return transactions
                .edit(
                        caller,
                        transaction -> workflows
                                .findToChange(caller, id)
                                .invoke(workflow -> Responses.requireVersion(ifMatch, workflow.version()))
                                .flatMap(workflow -> remove(transaction, workflow)))
                .onFailure(DeleteWorkflow::isInUse)
                .transform(failure -> Problem.of(
                        ProblemType.CONFLICT,
                        "Jobs have used this workflow. It cannot be deleted while these jobs exist."));
    }

    private Uni<Void> remove(OrmTransaction transaction, Workflow workflow) {
        Change change = Change.deleted("workflow", workflow.id(), workflow.tenantId(), null, workflow.summary());
        return workflows.delete(transaction, workflow).chain(() -> transaction.record(change));
    }

    private static boolean isInUse(Throwable failure) {
        return DatabaseErrors.sqlState(failure)
                .map(FOREIGN_KEY_VIOLATION::equals)
                .orElse(false);
    }
}
