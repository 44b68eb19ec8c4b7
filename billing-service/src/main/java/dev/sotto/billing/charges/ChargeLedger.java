package dev.sotto.billing.charges;

import dev.sotto.billing.commission.Commission;
import dev.sotto.billing.commission.RateHistory;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Writes charges, each with its commission, in one statement. */
@ApplicationScoped
public class ChargeLedger {

    /** The commission line depends on the inserted charge, so a period that is already charged earns nothing again. */
    private static final String WRITE = """
            with charge as (
                insert into charges (id, tenant_id, reseller_id, subscription_id, subscription_plan_id, period_index,
                    period_start, period_end, amount, currency, source_event, charged_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                on conflict (subscription_id, period_start) do nothing
                returning id, tenant_id, reseller_id, amount, currency, charged_at)
            insert into commission_lines (id, reseller_id, tenant_id, charge_id, kind, base, rate, amount, currency,
                earned_at)
            select $13, reseller_id, tenant_id, id, 'Earned', amount, $14, $15, currency, charged_at from charge
            """;

    private final Clock clock;

    ChargeLedger(Clock clock) {
        this.clock = clock;
    }

    /** Writes a charge and its commission, at the rate at the start of its period. Writes nothing for a price of 0. */
    public Uni<Void> write(SqlTransaction transaction, Charge charge, RateHistory rates) {
        if (charge.price().isZero()) {
            return Uni.createFrom().voidItem();
        }
        Commission commission = Commission.of(
                charge.price().amount(),
                rates.at(charge.period().start()),
                charge.price().currency());
        return transaction
                .execute(
                        WRITE,
                        Ids.next(),
                        charge.tenantId(),
                        charge.resellerId(),
                        charge.subscriptionId(),
                        charge.subscriptionPlanId(),
                        charge.period().index(),
                        utc(charge.period().start()),
                        utc(charge.period().end()),
                        charge.price().amount(),
                        charge.price().currency(),
                        charge.sourceEvent(),
                        utc(clock.instant()),
                        Ids.next(),
                        commission.rate(),
                        commission.amount().amount())
                .replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
