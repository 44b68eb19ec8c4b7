/**
 * Charges: the price of one month of one subscription, written when the month begins.
 *
 * <p>A month is charged once ({@code unique (subscription_id, period_start)}), at the price that the plan has at that
 * moment. Missed months are caught up one by one. A month that passes while the tenant or its reseller is closed is
 * not charged, nor is a free plan. Charges are never changed.
 */
@NullMarked
package dev.sotto.billing.charges;

import org.jspecify.annotations.NullMarked;
