/**
 * Transfers: a tenant goes from one reseller to another, now or at a planned time.
 *
 * <ul>
 *   <li>A transfer changes the reseller, the plan and the limits in one transaction, once. What was written before stays
 *       with the old reseller.
 *   <li>A tenant has at most one <em>planned transfer</em>. Its row is read and written only while the tenant's row is
 *       locked.
 *   <li>A planned transfer that cannot be carried out stays planned, shows why, and is tried again each minute.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.transfers;

import org.jspecify.annotations.NullMarked;
