/**
 * Resellers: the companies that sell Sotto, and the percentage that each earns of what its tenants pay.
 *
 * <p>Only the platform creates and changes them; a reseller reads itself. A reseller is Active, Suspended while a
 * reason stands (Admin, Billing, Abuse), or Closed; reopening brings back the state that its reasons say. Its tenants
 * follow, and nothing is copied into them.
 *
 * <p>The row holds the current commission rate. {@code commission_rates} holds every rate with the instant from which
 * it applies; they are never changed, and each {@code reseller-changed} carries all of them. So commission is counted
 * at the rate of the day.
 */
@NullMarked
package dev.sotto.resellers.resellers;

import org.jspecify.annotations.NullMarked;
