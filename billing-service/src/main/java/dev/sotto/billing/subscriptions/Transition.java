package dev.sotto.billing.subscriptions;

import java.util.List;

/**
 * What a step of a subscription's life leads to.
 *
 * @param entries the ledger's new lines, none of them 0
 */
record Transition(SubscriptionState after, List<LedgerEntry> entries) {

    static Transition to(SubscriptionState after, LedgerEntry... entries) {
        return new Transition(
                after,
                List.of(entries).stream()
                        .filter(entry -> !entry.amount().isZero())
                        .toList());
    }
}
