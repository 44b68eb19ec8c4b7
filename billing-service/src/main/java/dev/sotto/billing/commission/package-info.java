/**
 * Commission: what a reseller earns from the charges of its tenants.
 *
 * <p>Each charge earns one line, written in the charge's transaction: base × rate ÷ 100, rounded half-even to the
 * currency's smallest unit, at the rate that applied when the charged month began. Sums are sums of rounded lines.
 * Lines are never changed. Tenants do not see them.
 */
@NullMarked
package dev.sotto.billing.commission;

import org.jspecify.annotations.NullMarked;
