/**
 * Plans: what can be sold, at which price and with which limits.
 *
 * <p>A plan belongs to a reseller, or to the system ({@code reseller_id} is null), and then every reseller may sell
 * it. Only its owner changes it. Plans are never deleted, because subscriptions and charges name them; an archived one
 * is no longer sold.
 *
 * <p>Price, currency, quotas, seats, limits and features together are a <b>version</b> (docs/adr/0019-plan-versions.md).
 * A version never changes. The plan's row holds the current one, which new subscribers get.
 */
@NullMarked
package dev.sotto.billing.plans;

import org.jspecify.annotations.NullMarked;
