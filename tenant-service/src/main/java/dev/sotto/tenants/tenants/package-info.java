/**
 * Tenants: the customers of resellers, each reseller's <em>house</em> (its own people), and the platform's tenant.
 *
 * <ul>
 *   <li>What a tenant is entitled to stands in its row, copied from its plan when the plan is assigned, and is
 *       published by {@code tenant-changed}. A later change of the plan applies to new assignments only.
 *   <li>A tenant is Active, Suspended while a reason stands, or Closed. Reasons are independent of each other. Its
 *       effective status counts its reseller's too, which is never copied down.
 *   <li>A tenant never leaves its kind. A house has its reseller's id, is created from the reseller's event or on
 *       first use, and appears in no list.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.tenants;

import org.jspecify.annotations.NullMarked;
