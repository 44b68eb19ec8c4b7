package dev.sotto.jobs.uploads;

import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.model.jobs.UploadState;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Ends an upload; an Admin ends those of all the tenant. A request that writes to it fails. A job that was made of it
 * stays.
 */
@ApplicationScoped
class DeleteUpload {

    private static final String DELETE =
            "delete from uploads where tenant_id = $1 and id = $2 and ($3 or user_id = $4) and state <> 'Checking'";

    private final ScopedTransaction transactions;
    private final UploadQueries queries;
    private final UploadFiles files;
    private final BlockingExecutor blockingExecutor;

    DeleteUpload(
            ScopedTransaction transactions,
            UploadQueries queries,
            UploadFiles files,
            BlockingExecutor blockingExecutor) {
        this.transactions = transactions;
        this.queries = queries;
        this.files = files;
        this.blockingExecutor = blockingExecutor;
    }

    Uni<Void> delete(Caller caller, UUID id) {
        return queries.removable(caller, id)
                .invoke(DeleteUpload::requireNotChecking)
                .chain(() -> transactions.sql(
                        caller,
                        transaction -> transaction.execute(
                                DELETE, caller.requireTenantId(), id, caller.has(Role.Admin), caller.requireUserId())))
                .call(() -> blockingExecutor.attempt(() -> files.remove(id)))
                .replaceWithVoid();
    }

    private static void requireNotChecking(UploadRow upload) {
        if (upload.view().state() == UploadState.Checking) {
            throw Problem.of(
                    ProblemType.UPLOAD_LOCKED, "A job is being made of the upload. Wait for it, then cancel the job.");
        }
    }
}
