/**
 * Commission: the reseller's part of each line of the charge ledger, and who owes whom for it.
 *
 * <p>Each line of the ledger has one commission line, written in the same statement: base × rate ÷ 100, rounded half-even
 * to the currency's smallest unit. A charge takes the rate in force when its period began; a credit or refund takes the
 * rate of its charge. What the platform collected, it owes the reseller at that rate. What the reseller collected, it owes
 * the platform, less its part. Sums are sums of rounded lines. Lines are never changed. Tenants do not see them.
 */
@NullMarked
package dev.sotto.billing.commission;

import org.jspecify.annotations.NullMarked;
