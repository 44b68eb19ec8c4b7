package dev.sotto.billing.charges;

import dev.sotto.billing.commission.Commission;
import dev.sotto.billing.commission.ResellerTerms;
import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.ChargeKind;
import dev.sotto.model.billing.ChargeSource;
import dev.sotto.model.billing.Collector;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of charges and of the commission that derives from them
 * (docs/adr/0020-one-ledger-and-who-owes-whom.md).
 */
@ApplicationScoped
public class ChargeLedger {

    private static final String COLLECTED_BY = "select collected_by from subscriptions where id = $1";
    /** Ends with the transaction. Lines that correct one charge are written one after another. */
    private static final String LOCK =
            "select 1 from pg_advisory_xact_lock(hashtextextended('charges/' || cast($1 as uuid), 0))";

    private static final String CORRECTED = """
            select c.tenant_id, c.reseller_id, c.currency, c.collected_by, l.rate,
                c.amount + coalesce(
                    (select sum(r.amount) from charges r where r.tenant_id = c.tenant_id and r.corrects = c.id), 0)
                    as amount_left,
                exists (select from charges w where w.source = $2 and w.source_event_id = $3 and w.kind = $4) as written
            from charges c join commission_lines l on l.charge_id = c.id
            where c.id = $1 and c.kind = 'Charge'
            """;
    /** The commission line depends on the inserted line, so a repeated event earns nothing again. */
    private static final String WRITE = """
            with line as (
                insert into charges (id, tenant_id, reseller_id, subscription_id, subscription_plan_id, plan_version,
                    kind, source, source_event_id, corrects, description, reason, period_start, period_end, amount,
                    currency, tax_amount, tax_rate, tax_country, collected_by, charged_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
                on conflict (source, source_event_id, kind) do nothing
                returning id, tenant_id, reseller_id, kind, amount, currency, collected_by, charged_at)
            insert into commission_lines (id, reseller_id, tenant_id, charge_id, kind, base, rate, amount, currency,
                collected_by, balance, earned_at)
            select $22, reseller_id, tenant_id, id, kind, amount, $23, $24, currency, collected_by, $25, charged_at
            from line
            """;

    private final Clock clock;

    ChargeLedger(Clock clock) {
        this.clock = clock;
    }

    /**
     * Writes lines, each with its commission. Lines of 0 and lines that are written already are left out.
     *
     * <p>A charge or adjustment takes the rate in force at its start, and is collected as its subscription says. A
     * credit or refund takes reseller, rate and collector of the charge that it belongs to. A credit is cut to what is
     * left of that charge; a refund of more than that is refused with {@code conflict}.
     *
     * @param terms those of the reseller that the lines name
     */
    public Uni<Void> write(SqlTransaction transaction, List<ChargeLine> lines, ResellerTerms terms) {
        return Multi.createFrom()
                .iterable(lines)
                .filter(line -> !line.amount().isZero())
                .onItem()
                .transformToUniAndConcatenate(line -> line.corrects() == null
                        ? add(transaction, line, Ids.next(), terms)
                        : correct(transaction, line, Ids.next()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Writes a charge or adjustment with this id; otherwise like {@link #write}. Returns the number of lines. */
    Uni<Integer> add(SqlTransaction transaction, ChargeLine line, UUID id, ResellerTerms terms) {
        return basisOf(transaction, line, terms).flatMap(basis -> insert(transaction, line, id, basis));
    }

    /** Writes a credit or refund with this id; otherwise like {@link #write}. Returns the number of lines. */
    Uni<Integer> correct(SqlTransaction transaction, ChargeLine line, UUID id) {
        return corrected(transaction, line).flatMap(charge -> correct(transaction, line, id, charge));
    }

    /**
     * Returns what is left of a charge after its credits and refunds, and keeps others from correcting it until the
     * transaction ends. Null if the caller sees no such charge.
     */
    public Uni<@Nullable Money> amountLeft(SqlTransaction transaction, UUID chargeId) {
        return transaction
                .execute(LOCK, chargeId)
                .chain(() -> transaction.first(Corrected::of, CORRECTED, chargeId, "", "", ""))
                .map(charge -> charge == null ? null : charge.left());
    }

    private static Uni<Basis> basisOf(SqlTransaction transaction, ChargeLine line, ResellerTerms terms) {
        BigDecimal rate = terms.rates().at(line.periodStart());
        return transaction
                .list(
                        row -> row.getString("collected_by"),
                        COLLECTED_BY,
                        line.of().subscriptionId())
                .map(found ->
                        found.isEmpty() || found.get(0) == null ? terms.collectedBy() : Collector.valueOf(found.get(0)))
                .map(collectedBy -> new Basis(line.of().resellerId(), rate, collectedBy));
    }

    private static Uni<Corrected> corrected(SqlTransaction transaction, ChargeLine line) {
        return transaction
                .execute(LOCK, line.corrects())
                .chain(() -> transaction.first(
                        Corrected::of,
                        CORRECTED,
                        line.corrects(),
                        line.source().source().name(),
                        line.source().eventId(),
                        line.kind().name()))
                .onItem()
                .ifNull()
                .failWith(Problem::notFound);
    }

    private Uni<Integer> correct(SqlTransaction transaction, ChargeLine line, UUID id, Corrected charge) {
        if (charge.written()) {
            return Uni.createFrom().item(0);
        }
        ChargeLine fitting = charge.fit(line);
        return fitting.amount().isZero() ? Uni.createFrom().item(0) : insert(transaction, fitting, id, charge.basis());
    }

    private Uni<Integer> insert(SqlTransaction transaction, ChargeLine line, UUID id, Basis basis) {
        if (line.source().source() == ChargeSource.Person
                && basis.collectedBy() == Collector.Platform
                && transaction.caller().scope() instanceof Scope.Reseller) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "The platform collects what this tenant pays. Only the platform may refund or adjust it.");
        }
        Commission commission = Commission.of(line.amount(), basis.rate(), basis.collectedBy());
        Tax tax = line.tax();
        return transaction.execute(
                WRITE,
                id,
                line.of().tenantId(),
                basis.resellerId(),
                line.of().subscriptionId(),
                line.of().subscriptionPlanId(),
                line.of().planVersion(),
                line.kind().name(),
                line.source().source().name(),
                line.source().eventId(),
                line.corrects(),
                line.description().name(),
                line.reason(),
                utc(line.periodStart()),
                utc(line.periodEnd()),
                line.amount().amount(),
                line.amount().currency(),
                tax == null ? null : tax.amount().amount(),
                tax == null ? null : tax.rate(),
                tax == null ? null : tax.country(),
                basis.collectedBy().name(),
                utc(clock.instant()),
                Ids.next(),
                commission.rate(),
                commission.amount().amount(),
                commission.balance().amount());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** What a line's commission is calculated by. */
    private record Basis(UUID resellerId, BigDecimal rate, Collector collectedBy) {}

    /**
     * A charge that a line belongs to.
     *
     * @param left its amount after earlier credits and refunds
     * @param written whether the line is in the ledger already
     */
    private record Corrected(UUID tenantId, Basis basis, Money left, boolean written) {

        static Corrected of(Row row) {
            return new Corrected(
                    row.getUUID("tenant_id"),
                    new Basis(
                            row.getUUID("reseller_id"),
                            row.getBigDecimal("rate"),
                            Collector.valueOf(row.getString("collected_by"))),
                    new Money(row.getBigDecimal("amount_left"), row.getString("currency")),
                    row.getBoolean("written"));
        }

        ChargeLine fit(ChargeLine line) {
            if (!tenantId.equals(line.of().tenantId())
                    || !left.currency().equals(line.amount().currency())) {
                throw new IllegalArgumentException(line.kind() + " of another tenant's or currency's charge");
            }
            BigDecimal most = left.amount().negate();
            if (line.amount().amount().compareTo(most) >= 0) {
                return line;
            }
            if (line.kind() == ChargeKind.Refund) {
                throw Problem.of(
                        ProblemType.CONFLICT,
                        "Of this charge, " + left.amount().toPlainString() + " " + left.currency()
                                + " is left. Refund at most that.");
            }
            return line.withAmount(new Money(most, left.currency()));
        }
    }
}
