/**
 * Copies of what other services own: resellers, plans, branding configurations and subscriptions.
 *
 * <ul>
 *   <li>A copy comes by event. One that is needed before its event arrives is fetched from its owner.
 *   <li>An older version never replaces a newer one.
 *   <li>A reseller brings its house tenant with it. A branding configuration that is deleted comes off the tenants that had
 *       it.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.replicas;

import org.jspecify.annotations.NullMarked;
