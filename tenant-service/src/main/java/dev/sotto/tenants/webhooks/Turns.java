package dev.sotto.tenants.webhooks;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Gives out turns: at most one for a webhook, a few for a tenant, and first the webhook that has waited longest. */
@ApplicationScoped
class Turns {

    static final Caller CALLER = Caller.system("webhooks");

    /** How many deliveries a turn sends. Others wait until the webhook's next turn. */
    static final int DELIVERIES = 5;

    /** The place of a webhook counts those of its tenant that have a turn, or wait for one longer. */
    private static final String CLAIM = """
            with due as materialized (
                select w.id, row_number() over (partition by w.tenant_id order by w.next_due_at, w.id) + (
                    select count(*) from webhooks r where r.tenant_id = w.tenant_id and r.lease_until > now()) as place
                from webhooks w
                where w.status = 'Active' and w.next_due_at <= now() and (w.lease_until is null or w.lease_until <= now())),
            taken as (
                select w.tenant_id, w.id from webhooks w join due using (id)
                where due.place <= $2 and w.status = 'Active' and w.next_due_at <= now()
                    and (w.lease_until is null or w.lease_until <= now())
                order by w.next_due_at limit $1 for update of w skip locked)
            update webhooks w set lease_until = now() + $3 * interval '1 millisecond', fence = w.fence + 1
            from taken
            where w.tenant_id = taken.tenant_id and w.id = taken.id
            returning w.id, w.tenant_id, w.url, w.fence
            """;

    private static final String DUE = """
            select id, body, attempts from webhook_deliveries
            where tenant_id = $1 and webhook_id = $2 and status = 'Pending' and next_attempt_at <= now()
            order by next_attempt_at, id limit $3
            """;

    private static final String SECRETS = """
            select secret from webhook_secrets
            where tenant_id = $1 and webhook_id = $2 and (valid_until is null or valid_until > now())
            order by id desc
            """;

    private static final String LOCK =
            "select failures from webhooks where tenant_id = $1 and id = $2 and fence = $3 for update";

    /** After the lock, so that it sees what was written while the statement waited for it. */
    private static final String RELEASE = """
            update webhooks set lease_until = null, next_due_at = (
                select greatest(min(d.next_attempt_at), now() + $3 * interval '1 millisecond') from webhook_deliveries d
                where d.tenant_id = $1 and d.webhook_id = $2 and d.status = 'Pending' having count(*) > 0)
            where tenant_id = $1 and id = $2
            """;

    private final ScopedTransaction transactions;
    private final int perTenant;
    private final Duration lease;

    Turns(ScopedTransaction transactions, WebhookSettings settings) {
        this.transactions = transactions;
        this.perTenant = settings.perTenant();
        this.lease = settings.timeout().multipliedBy(DELIVERIES + 1).plusSeconds(30);
    }

    Uni<List<Turn>> claim(int most) {
        return transactions.sql(
                CALLER, transaction -> transaction.list(Turn::of, CLAIM, most, perTenant, lease.toMillis()));
    }

    Uni<List<DueDelivery>> due(Turn turn) {
        return transactions.read(CALLER, DueDelivery::of, DUE, turn.tenantId(), turn.webhookId(), DELIVERIES);
    }

    /** Returns the secrets that sign now, the newest first. */
    Uni<List<WebhookSecret>> secrets(Turn turn) {
        return transactions.read(
                CALLER,
                row -> new WebhookSecret(row.getBuffer("secret").getBytes()),
                SECRETS,
                turn.tenantId(),
                turn.webhookId());
    }

    /** Ends the turn. Does nothing if the webhook has another one already. */
    Uni<Void> release(Turn turn) {
        return transactions.sql(
                CALLER,
                transaction -> transaction
                        .first(row -> row.getInteger("failures"), LOCK, turn.tenantId(), turn.webhookId(), turn.fence())
                        .flatMap(failures ->
                                failures == null ? Uni.createFrom().voidItem() : release(transaction, turn, failures)));
    }

    private static Uni<Void> release(SqlTransaction transaction, Turn turn, int failures) {
        Duration rest = failures == 0 ? Duration.ZERO : RetrySchedule.rest(failures);
        return transaction
                .execute(RELEASE, turn.tenantId(), turn.webhookId(), rest.toMillis())
                .replaceWithVoid();
    }
}
