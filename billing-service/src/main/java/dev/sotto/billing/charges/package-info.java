/**
 * Charges: the money events. The price of one period of one subscription, charged when the period begins.
 *
 * <p>A period is charged once ({@code unique (subscription_id, period_start)}), at the price that its plan has when it is
 * charged; periods that were missed are caught up one by one. A free plan is not charged: there is no charge of 0. Charges
 * are never changed.
 */
@NullMarked
package dev.sotto.billing.charges;

import org.jspecify.annotations.NullMarked;
