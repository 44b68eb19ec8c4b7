package dev.sotto.jobs.retention;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.jobs.RetentionDetails;
import dev.sotto.model.jobs.RetentionView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.readthrough.TenantReplicas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes how long the caller's tenant keeps recordings and transcripts. */
@ApplicationScoped
class ChangeRetention {

    private static final String LOCK =
            "select recording_days, transcript_days, version from retention where tenant_id = $1 for update";
    private static final String STORE = """
            insert into retention (tenant_id, recording_days, transcript_days) values ($1, $2, $3)
            on conflict (tenant_id) do update
            set recording_days = excluded.recording_days, transcript_days = excluded.transcript_days,
                version = retention.version + 1, updated_at = now()
            where retention.version = $4
            returning recording_days, transcript_days, version
            """;

    private final ScopedTransaction transactions;
    private final TenantReplicas tenants;
    private final MergePatch mergePatch;

    ChangeRetention(ScopedTransaction transactions, TenantReplicas tenants, MergePatch mergePatch) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.mergePatch = mergePatch;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    Uni<RetentionView> change(Caller caller, JsonNode patch, @Nullable String ifMatch) {
        return tenants.own(caller).map(ChangeRetention::mostDays).flatMap(most -> change(caller, patch, ifMatch, most));
    }

    /** Returns the plan's limit; null if it has none. */
    private static @Nullable Integer mostDays(@Nullable TenantChanged tenant) {
        return tenant == null ? null : tenant.features().maxRetentionDays();
    }

    private Uni<RetentionView> change(
            Caller caller, JsonNode patch, @Nullable String ifMatch, @Nullable Integer mostDays) {
        return transactions.sql(
                caller,
                transaction -> transaction
                        .first(RetentionQueries::view, LOCK, caller.requireTenantId())
                        .onItem()
                        .ifNull()
                        .continueWith(RetentionQueries.UNSET)
                        .invoke(view -> Responses.requireVersion(ifMatch, view.version()))
                        .flatMap(view -> apply(transaction, view, patch, mostDays)));
    }

    private Uni<RetentionView> apply(
            SqlTransaction transaction, RetentionView view, JsonNode patch, @Nullable Integer mostDays) {
        RetentionDetails before = new RetentionDetails(view.recordingDays(), view.transcriptDays());
        RetentionDetails after = mergePatch.apply(before, RetentionDetails.class, patch);
        requireAllowed(patch, after, mostDays);
        if (after.equals(before)) {
            return Uni.createFrom().item(view);
        }
        UUID tenantId = transaction.caller().requireTenantId();
        return transaction
                .first(
                        RetentionQueries::view,
                        STORE,
                        tenantId,
                        after.recordingDays(),
                        after.transcriptDays(),
                        view.version())
                .onItem()
                .ifNull()
                .failWith(Problem::changedMeanwhile)
                .call(() -> transaction.record(Change.changed("retention", tenantId, tenantId, null, before, after)));
    }

    /** Checks only what the patch names. Without a number of days, the plan's limit would not hold. */
    private static void requireAllowed(JsonNode patch, RetentionDetails after, @Nullable Integer mostDays) {
        if (mostDays == null) {
            return;
        }
        List<Fault> faults = new ArrayList<>();
        requireAtMost("recording_days", patch, after.recordingDays(), mostDays, faults);
        requireAtMost("transcript_days", patch, after.transcriptDays(), mostDays, faults);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }

    private static void requireAtMost(
            String member, JsonNode patch, @Nullable Integer days, int mostDays, List<Fault> faults) {
        if (patch.has(member) && (days == null || days > mostDays)) {
            faults.add(new Fault(
                    "/" + member,
                    FaultCode.OUT_OF_RANGE,
                    Map.of("min", 1, "max", mostDays),
                    "must be an integer between 1 and " + mostDays + ", because the plan keeps nothing for longer"));
        }
    }
}
