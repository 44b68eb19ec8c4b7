/**
 * Commission: what a reseller earns from the charges of its tenants.
 *
 * <p>Each charge earns one line, written in its transaction: base × rate ÷ 100, half-even to the minor unit of the currency,
 * at the rate in force when the charged period began. Sums are sums of rounded lines. Lines are never changed; a
 * correction is a further line. Tenants do not see any of it.
 */
@NullMarked
package dev.sotto.billing.commission;

import org.jspecify.annotations.NullMarked;
