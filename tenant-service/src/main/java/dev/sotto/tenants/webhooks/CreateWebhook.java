package dev.sotto.tenants.webhooks;

import dev.sotto.model.webhooks.NewWebhook;
import dev.sotto.model.webhooks.WebhookView;
import dev.sotto.runtime.idempotency.Idempotency;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registers a webhook for the caller's own tenant. Its secret is shown this once. */
@ApplicationScoped
class CreateWebhook {

    static final int PER_TENANT = 20;

    /** Registrations of one tenant wait for each other, so that each counts the earlier ones. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1::uuid::text, 2))";

    private static final String INSERT = """
            insert into webhooks (id, tenant_id, url, events, description, created_at, updated_at)
            select $1, $2, $3, $4::text[], $5, $6, $6
            where (select count(*) from webhooks w where w.tenant_id = $2) < $7
            returning\s""" + WebhookRows.COLUMNS;

    private final ScopedTransaction transactions;
    private final WebhookQueries queries;
    private final Receivers receivers;
    private final Idempotency idempotency;
    private final Clock clock;

    CreateWebhook(
            ScopedTransaction transactions,
            WebhookQueries queries,
            Receivers receivers,
            Idempotency idempotency,
            Clock clock) {
        this.transactions = transactions;
        this.queries = queries;
        this.receivers = receivers;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    Uni<WebhookView> create(Caller caller, NewWebhook wanted, @Nullable String idempotencyKey) {
        return queries.tenant(caller)
                .invoke(tenant -> AllowedEvents.require(tenant.kind(), wanted.events()))
                .flatMap(tenant -> createOnce(tenant.narrow(caller), wanted, idempotencyKey));
    }

    private Uni<WebhookView> createOnce(Caller narrowed, NewWebhook wanted, @Nullable String idempotencyKey) {
        var request = Idempotency.Request.of("createWebhook", idempotencyKey, wanted);
        UUID id = Ids.next();
        return idempotency.once(
                narrowed,
                request,
                () -> receivers
                        .require(wanted.url())
                        .chain(() -> transactions.sql(
                                narrowed,
                                transaction -> idempotency
                                        .remember(transaction, request, id)
                                        .chain(() -> insert(transaction, id, wanted)))),
                earlier -> queries.ofNarrowed(narrowed, earlier));
    }

    private Uni<WebhookView> insert(SqlTransaction transaction, UUID id, NewWebhook wanted) {
        UUID tenantId = transaction.caller().requireTenantId();
        WebhookSecret secret = WebhookSecret.random();
        return transaction
                .execute(LOCK, tenantId)
                .chain(() -> transaction.first(
                        WebhookRows::webhook,
                        INSERT,
                        id,
                        tenantId,
                        wanted.url(),
                        WebhookRows.words(wanted.events()),
                        wanted.description(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC),
                        PER_TENANT))
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(
                        ProblemType.CONFLICT,
                        "A tenant can have at most " + PER_TENANT
                                + " webhooks. Delete one that is no longer used, then retry."))
                .call(() -> Secrets.insert(transaction, id, secret))
                .call(made -> transaction.record(Change.created(
                        "webhook", id, tenantId, transaction.caller().scope().resellerId(), made)))
                .map(made -> made.showing(secret.text()));
    }
}
