/**
 * Plans: what a tenant can be subscribed to, at which price and with which limits.
 *
 * <p>A plan belongs to a reseller, or to the system ({@code reseller_id} null) and is then sold by every reseller. Only its
 * owner changes it. Plans are never deleted: subscriptions and charges name them for ever. A new price holds from the next
 * charge on.
 */
@NullMarked
package dev.sotto.billing.plans;

import org.jspecify.annotations.NullMarked;
