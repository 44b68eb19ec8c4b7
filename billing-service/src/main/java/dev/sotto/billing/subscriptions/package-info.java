/**
 * Subscriptions: a tenant stands on a plan, from an anchor on, month by month.
 *
 * <p>A tenant has one subscription at the most. It comes from the first {@code tenant-changed} that names a plan, in one
 * transaction with its first charge; a later one with another plan, or another reseller, changes what the next charge is
 * for and never what was charged: a tenant that moved to another reseller is charged for the new one from the next period
 * on, at its own anchor, and the period that is paid for stays the old one's.
 */
@NullMarked
package dev.sotto.billing.subscriptions;

import org.jspecify.annotations.NullMarked;
