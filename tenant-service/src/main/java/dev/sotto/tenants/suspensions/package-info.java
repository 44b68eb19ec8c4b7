/**
 * Changes of a tenant's own status: suspended for a reason, closed, and back again.
 *
 * <ul>
 *   <li>Who may set a reason may lift it, and nobody else: Reseller is the reseller's; Admin, Abuse and Billing are the
 *       platform's. Lifting one reason lifts no other.
 *   <li>Closing deletes nothing. Reasons that stood before stand after reopening.
 *   <li>A request for what is so already changes nothing and publishes nothing.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.suspensions;

import org.jspecify.annotations.NullMarked;
