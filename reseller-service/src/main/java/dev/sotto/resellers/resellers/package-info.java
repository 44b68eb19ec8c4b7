/**
 * Resellers: the companies that sell Sotto, and the percentage that each earns of what its tenants pay.
 *
 * <p>Only the platform makes and changes them; a reseller sees itself. The commission rate in a reseller's row is the one
 * in force; every rate that it ever had stands in {@code commission_rates} with the instant from which it holds, is never
 * changed afterwards, and goes out whole with each {@code reseller-changed}, so that commission is counted at the rate of
 * the day of the purchase.
 */
@NullMarked
package dev.sotto.resellers.resellers;

import org.jspecify.annotations.NullMarked;
