/**
 * The charge ledger: charges, credits, refunds and adjustments, one line each.
 *
 * <p>The ledger holds at most one line for a source, its event and a kind, so a repeated event writes nothing. A regular
 * charge is the price of one period, and its event is the beginning of that period. Credits and refunds are negative and
 * belong to a charge; together they never exceed it. Missed periods are caught up one by one. A period that passes while
 * the tenant or its reseller is closed is not charged, nor is a free plan. Lines are never changed.
 *
 * <p>{@link dev.sotto.billing.charges.ChargeLedger} alone writes lines, each with its commission.
 */
@NullMarked
package dev.sotto.billing.charges;

import org.jspecify.annotations.NullMarked;
