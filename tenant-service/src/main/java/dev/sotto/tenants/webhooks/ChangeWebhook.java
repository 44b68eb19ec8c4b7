package dev.sotto.tenants.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.webhooks.WebhookDetails;
import dev.sotto.model.webhooks.WebhookDisabling;
import dev.sotto.model.webhooks.WebhookStatus;
import dev.sotto.model.webhooks.WebhookView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.Responses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes a webhook. A new URL is checked as at registering. An Active one forgets its failures, and sends what waits. */
@ApplicationScoped
class ChangeWebhook {

    private static final String CHANGE = """
            update webhooks set url = $3, events = $4::text[], description = $5, status = $6, disabled = $7,
                failing_since = null, failures = 0, version = version + 1, updated_at = date_trunc('milliseconds', now()),
                next_due_at = now()
            where tenant_id = $1 and id = $2
            returning\s""" + WebhookRows.COLUMNS;

    private final ScopedTransaction transactions;
    private final WebhookQueries queries;
    private final Receivers receivers;
    private final MergePatch mergePatch;

    ChangeWebhook(ScopedTransaction transactions, WebhookQueries queries, Receivers receivers, MergePatch mergePatch) {
        this.transactions = transactions;
        this.queries = queries;
        this.receivers = receivers;
        this.mergePatch = mergePatch;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    record Edit(JsonNode patch, @Nullable String ifMatch) {}

    Uni<WebhookView> change(Caller caller, UUID id, Edit edit) {
        return queries.tenant(caller).flatMap(tenant -> change(tenant.narrow(caller), tenant.kind(), id, edit));
    }

    /** The host of a new URL is resolved before the transaction, from what is there then. */
    private Uni<WebhookView> change(Caller narrowed, TenantKind kind, UUID id, Edit edit) {
        return queries.ofNarrowed(narrowed, id)
                .flatMap(seen -> requireUrl(seen, patched(seen, kind, edit)))
                .chain(() -> transactions.sql(
                        narrowed,
                        transaction -> WebhookForEdit.find(transaction, id)
                                .flatMap(before -> apply(transaction, before, patched(before, kind, edit), edit))));
    }

    private WebhookDetails patched(WebhookView before, TenantKind kind, Edit edit) {
        WebhookDetails details = mergePatch.apply(
                new WebhookDetails(before.url(), before.events(), before.description(), before.status()),
                WebhookDetails.class,
                edit.patch());
        AllowedEvents.require(kind, details.events());
        return details;
    }

    private Uni<Void> requireUrl(WebhookView seen, WebhookDetails details) {
        return details.url().equals(seen.url()) ? Uni.createFrom().voidItem() : receivers.require(details.url());
    }

    private Uni<WebhookView> apply(SqlTransaction transaction, WebhookView before, WebhookDetails details, Edit edit) {
        Responses.requireVersion(edit.ifMatch(), before.version());
        return transaction
                .first(
                        WebhookRows::webhook,
                        CHANGE,
                        before.tenantId(),
                        before.id(),
                        details.url(),
                        WebhookRows.words(details.events()),
                        details.description(),
                        details.status().name(),
                        disabled(before, details))
                .call(after -> transaction.record(Change.changed(
                        "webhook",
                        before.id(),
                        before.tenantId(),
                        transaction.caller().scope().resellerId(),
                        before,
                        after)));
    }

    private static @Nullable String disabled(WebhookView before, WebhookDetails details) {
        if (details.status() == WebhookStatus.Active) {
            return null;
        }
        WebhookDisabling earlier = before.disabled();
        return (earlier == null ? WebhookDisabling.Requested : earlier).name();
    }
}
