/**
 * Tenants: the customers of resellers, each reseller's <em>house</em> (its own people) and the platform's.
 *
 * <ul>
 *   <li>What a tenant is entitled to stands in its row, copied from its plan when the plan is assigned, and is told to all
 *       by {@code tenant-changed}; a later change of the plan itself applies to new assignments alone.
 *   <li>A tenant is suspended for reasons that are independent of each other; its own status is Suspended while one stands,
 *       and Closed whatever stands. What it shows is what holds: its reseller's standing counts, and is never copied down.
 *   <li>A move to another reseller changes whose it is, its plan and limits in one transaction, once; what was written before
 *       stays with the old reseller.
 *   <li>A tenant never leaves its kind. A house has its reseller's id, is made from the reseller's own fact, by event or on
 *       first use, and stands in no list.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.tenants;

import org.jspecify.annotations.NullMarked;
