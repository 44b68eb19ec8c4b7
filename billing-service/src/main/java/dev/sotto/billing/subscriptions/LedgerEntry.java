package dev.sotto.billing.subscriptions;

import dev.sotto.billing.money.Money;
import dev.sotto.model.billing.ChargeDescription;
import dev.sotto.model.billing.ChargeKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a subscription writes into the ledger.
 *
 * @param amount above 0 for a charge, below 0 for a credit
 * @param corrects the charge that a credit belongs to; null for a charge, and in a preview
 */
record LedgerEntry(
        ChargeKind kind,
        UUID resellerId,
        PlanPrice plan,
        Instant from,
        Instant to,
        Money amount,
        ChargeDescription description,
        @Nullable UUID corrects) {}
