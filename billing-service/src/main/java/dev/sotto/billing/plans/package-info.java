/**
 * Plans: what can be sold, at which price and with which limits.
 *
 * <p>A plan belongs to a reseller, or to the system ({@code reseller_id} is null), and then every reseller may sell
 * it. Only its owner changes it. Plans are never deleted, because subscriptions and charges name them. A new price
 * applies from the next charge on; new limits apply when the plan is assigned again.
 */
@NullMarked
package dev.sotto.billing.plans;

import org.jspecify.annotations.NullMarked;
