package dev.sotto.tenants.webhooks;

import dev.sotto.model.webhooks.WebhookDisabling;
import dev.sotto.model.webhooks.WebhookStatus;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an attempt came to, and disables a webhook that is gone or has failed for days, with a letter to the Admins.
 * A turn that was lost writes nothing.
 */
@ApplicationScoped
class RecordAttempt {

    private static final String LOCK = """
            select w.failing_since, w.failures, w.status, t.reseller_id, date_trunc('milliseconds', now()) as now
            from webhooks w join tenants t on t.id = w.tenant_id
            where w.tenant_id = $1 and w.id = $2 and w.fence = $3
            for update of w
            """;

    private static final String DELIVERY = """
            update webhook_deliveries set status = $3, attempts = attempts + 1, next_attempt_at = $4,
                last_attempt_at = date_trunc('milliseconds', now()), problem = $5, answer_status = $6, answer_body = $7,
                duration_ms = $8
            where tenant_id = $1 and id = $2
            """;

    private static final String WEBHOOK =
            "update webhooks set failing_since = $3, failures = $4 where tenant_id = $1 and id = $2";

    private static final String DISABLE = """
            update webhooks set status = 'Disabled', disabled = $3, version = version + 1, updated_at = now()
            where tenant_id = $1 and id = $2
            """;

    private static final String LETTERS = """
            insert into mail_tasks (id, tenant_id, kind, webhook_id, user_id)
            select uuidv7(), u.tenant_id, 'WebhookDisabled', $2, u.id
            from users u
            where u.tenant_id = $1 and u.status = 'Active' and u.role in ('Admin', 'ResellerAdmin')
            """;

    private final ScopedTransaction transactions;
    private final Duration disableAfter;

    RecordAttempt(ScopedTransaction transactions, WebhookSettings settings) {
        this.transactions = transactions;
        this.disableAfter = settings.disableAfter();
    }

    /** Returns whether the turn may go on. */
    Uni<Boolean> record(Turn turn, DueDelivery delivery, Attempt attempt) {
        return transactions.sql(
                Turns.CALLER,
                transaction -> transaction
                        .first(Locked::of, LOCK, turn.tenantId(), turn.webhookId(), turn.fence())
                        .flatMap(webhook -> webhook == null
                                ? Uni.createFrom().item(false)
                                : write(transaction, turn, delivery, attempt, webhook)));
    }

    private Uni<Boolean> write(
            SqlTransaction transaction, Turn turn, DueDelivery delivery, Attempt attempt, Locked webhook) {
        AttemptDecision decision = AttemptDecision.after(
                attempt,
                new AttemptDecision.Before(delivery.attempts(), webhook.failingSince(), webhook.failures()),
                disableAfter,
                webhook.now());
        return transaction
                .execute(
                        DELIVERY,
                        turn.tenantId(),
                        delivery.id(),
                        decision.status().name(),
                        at(decision.nextAttemptAt()),
                        attempt.problemName(),
                        attempt.status(),
                        attempt.body(),
                        attempt.durationMs())
                .chain(() -> transaction.execute(
                        WEBHOOK, turn.tenantId(), turn.webhookId(), at(decision.failingSince()), decision.failures()))
                .chain(() -> decision.disable() != null && webhook.isActive()
                        ? disable(transaction, turn, webhook, decision.disable())
                        : Uni.createFrom().voidItem())
                .replaceWith(attempt.isDelivered() && webhook.isActive());
    }

    private static Uni<Void> disable(SqlTransaction transaction, Turn turn, Locked webhook, WebhookDisabling reason) {
        return transaction
                .execute(DISABLE, turn.tenantId(), turn.webhookId(), reason.name())
                .chain(() -> transaction.execute(LETTERS, turn.tenantId(), turn.webhookId()))
                .chain(() -> transaction.record(new Change(
                        "disabled",
                        "webhook",
                        turn.webhookId(),
                        turn.tenantId(),
                        webhook.resellerId(),
                        Map.of("status", WebhookStatus.Active),
                        Map.of("status", WebhookStatus.Disabled, "disabled", reason))));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private record Locked(
            @Nullable Instant failingSince,
            int failures,
            boolean isActive,
            @Nullable UUID resellerId,
            Instant now) {

        static Locked of(Row row) {
            OffsetDateTime since = row.getOffsetDateTime("failing_since");
            return new Locked(
                    since == null ? null : since.toInstant(),
                    row.getInteger("failures"),
                    row.getString("status").equals(WebhookStatus.Active.name()),
                    row.getUUID("reseller_id"),
                    row.getOffsetDateTime("now").toInstant());
        }
    }
}
