/**
 * Tenants: the customers of resellers, each reseller's <em>house</em> (its own people) and the platform's.
 *
 * <ul>
 *   <li>What a tenant is entitled to stands in its row, copied from its plan when the plan is assigned, and is told to all
 *       by {@code tenant-changed}; a later change of the plan itself applies to new assignments alone.
 *   <li>A tenant never leaves its kind. A house has its reseller's id, is made from the reseller's own fact, by event or on
 *       first use, and stands in no list.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.tenants;

import org.jspecify.annotations.NullMarked;
