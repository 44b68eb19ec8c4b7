package dev.sotto.billing.charges;

import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.ChargeDescription;
import dev.sotto.model.billing.ChargeKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger, before it is written.
 *
 * @param kind decides the sign of the amount
 * @param periodStart the rate of a new charge is the one in force at this instant
 * @param periodEnd later than the start; an adjustment may belong to one instant
 * @param amount without tax; 0 is not written
 * @param corrects the charge that a credit or refund belongs to; null for other kinds
 * @param reason why a person wrote the line; null if no person did
 */
public record ChargeLine(
        PlanSubscription of,
        ChargeKind kind,
        SourceEvent source,
        Instant periodStart,
        Instant periodEnd,
        Money amount,
        @Nullable Tax tax,
        ChargeDescription description,
        @Nullable UUID corrects,
        @Nullable String reason) {

    /** Whom and what a line is for. */
    public record PlanSubscription(
            UUID tenantId, UUID resellerId, UUID subscriptionId, UUID subscriptionPlanId, int planVersion) {}

    public ChargeLine {
        boolean instant = kind == ChargeKind.Adjustment && periodStart.equals(periodEnd);
        if (!instant && !periodStart.isBefore(periodEnd)) {
            throw new IllegalArgumentException("a period from " + periodStart + " to " + periodEnd);
        }
        int sign = amount.amount().signum();
        boolean reduces = kind == ChargeKind.Credit || kind == ChargeKind.Refund;
        if ((kind == ChargeKind.Charge && sign < 0) || (reduces && sign > 0)) {
            throw new IllegalArgumentException(kind + " of " + amount);
        }
        if (reduces != (corrects != null)) {
            throw new IllegalArgumentException("a credit or refund, and no other line, belongs to a charge");
        }
    }

    /** Creates a charge without tax. */
    public static ChargeLine charge(
            PlanSubscription of,
            SourceEvent source,
            Instant periodStart,
            Instant periodEnd,
            Money amount,
            ChargeDescription description) {
        return new ChargeLine(
                of, ChargeKind.Charge, source, periodStart, periodEnd, amount, null, description, null, null);
    }

    /**
     * Creates a credit without tax.
     *
     * @param amount 0 or less; the ledger writes at most what is left of the charge
     * @param corrects the charge
     */
    public static ChargeLine credit(
            PlanSubscription of,
            SourceEvent source,
            Instant periodStart,
            Instant periodEnd,
            Money amount,
            ChargeDescription description,
            UUID corrects) {
        return new ChargeLine(
                of, ChargeKind.Credit, source, periodStart, periodEnd, amount, null, description, corrects, null);
    }

    /** Returns the same line with another amount. */
    ChargeLine withAmount(Money other) {
        return new ChargeLine(of, kind, source, periodStart, periodEnd, other, tax, description, corrects, reason);
    }
}
