package dev.sotto.jobs.uploads;

import dev.sotto.jobs.jobs.JobOptions;
import dev.sotto.jobs.jobs.ReceivedRecordings;
import dev.sotto.jobs.jobs.Sender;
import dev.sotto.jobs.quota.QuotaAccount;
import dev.sotto.jobs.quota.TenantQuotas;
import dev.sotto.jobs.storage.DiskRoom;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Begins an upload, if there is room for all of it. */
@ApplicationScoped
class CreateUpload {

    private static final Caller COUNTER = Caller.system("uploads");
    private static final int RETRY_AFTER_SECONDS = 60;

    private static final String PROMISED =
            "select cast(coalesce(sum(length - received), 0) as bigint) as bytes from uploads where state = 'Receiving'";
    /** One after the other, so that together they do not exceed a limit. */
    private static final String LOCK = "select 1 as locked from quota_accounts where tenant_id = $1 for no key update";

    private static final String OPEN = """
            select count(*) as uploads, cast(coalesce(sum(length), 0) as bigint) as bytes
            from uploads where tenant_id = $1 and state in ('Receiving', 'Checking') and expires_at > now()
            """;
    private static final String INSERT = """
            insert into uploads (id, tenant_id, reseller_id, user_id, length, file_name, metadata, role, api_key_id,
                impersonator_id, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + make_interval(secs => $11))
            returning
            """ + UploadRow.COLUMNS;

    private final ScopedTransaction transactions;
    private final ReceivedRecordings recordings;
    private final TenantQuotas quotas;
    private final DiskRoom room;
    private final ResumableSettings settings;

    CreateUpload(
            ScopedTransaction transactions,
            ReceivedRecordings recordings,
            TenantQuotas quotas,
            DiskRoom room,
            ResumableSettings settings) {
        this.transactions = transactions;
        this.recordings = recordings;
        this.quotas = quotas;
        this.room = room;
        this.settings = settings;
    }

    /** @param length the size of the recording in bytes, as the client says */
    Uni<UploadRow> create(Caller caller, @Nullable Long length, UploadMetadata metadata) {
        long bytes = checked(length);
        JobOptions options = metadata.options();
        return quotas.account(caller)
                .invoke(QuotaAccount::requireActive)
                .call(account -> recordings.requireAllowed(caller, options, bytes, "Upload-Length"))
                .flatMap(account -> promised()
                        .invoke(promised -> room.promiseResumable(promised + bytes, bytes))
                        .chain(() -> transactions.sql(
                                caller, transaction -> insert(transaction, account, bytes, metadata))));
    }

    private long checked(@Nullable Long length) {
        if (length == null) {
            throw Problem.invalid(Fault.required("Upload-Length"));
        }
        if (length < 1) {
            throw Problem.invalid(Fault.notBetween("Upload-Length", 1, settings.largest()));
        }
        if (length > settings.largest()) {
            throw Problem.of(ProblemType.TOO_LARGE, "A recording can have at most " + settings.largest() + " bytes.");
        }
        return length;
    }

    private Uni<Long> promised() {
        return transactions.readFirst(COUNTER, row -> row.getLong("bytes"), PROMISED);
    }

    private Uni<UploadRow> insert(
            SqlTransaction transaction, QuotaAccount account, long bytes, UploadMetadata metadata) {
        Caller caller = transaction.caller();
        return transaction
                .execute(LOCK, caller.requireTenantId())
                .chain(() -> transaction.first(
                        row -> new Open(row.getLong("uploads"), row.getLong("bytes")), OPEN, caller.requireTenantId()))
                .invoke(open -> requireRoom(account, open, bytes))
                .chain(() -> transaction.first(
                        UploadRow::of,
                        INSERT,
                        Ids.next(),
                        caller.requireTenantId(),
                        caller.requireResellerId(),
                        caller.requireUserId(),
                        bytes,
                        metadata.fileName(),
                        metadata.header(),
                        Sender.of(caller).role().name(),
                        Sender.of(caller).apiKeyId(),
                        caller.impersonatorId(),
                        (double) settings.expireAfter().toSeconds()));
    }

    private void requireRoom(QuotaAccount account, Open open, long bytes) {
        if (open.uploads() >= settings.perTenant()) {
            throw Problem.tooManyRequests(
                    "The organisation already has " + settings.perTenant()
                            + " resumable uploads. Finish or delete one, then retry.",
                    RETRY_AFTER_SECONDS);
        }
        account.requireRoomFor(bytes, bytes, open.bytes());
    }

    private record Open(long uploads, long bytes) {}
}
