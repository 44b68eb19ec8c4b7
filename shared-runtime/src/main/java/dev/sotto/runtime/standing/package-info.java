/**
 * Standing: whether whoever calls may act now, as far as this service has heard (docs/adr/0008-standing.md).
 *
 * <ul>
 *   <li>A token or key says who calls; what happened since (a suspension, a removal, a move, a revocation) is known from
 *       the owners' topics, kept in one table of every service.
 *   <li>Nothing is copied down: a tenant is suspended while it or its reseller is, for whatever reason.
 *   <li>What is read is believed for two seconds, and on while it is known that there is no news of it ({@code Beliefs}); so a
 *       change holds everywhere within five.
 * </ul>
 */
@NullMarked
package dev.sotto.runtime.standing;

import org.jspecify.annotations.NullMarked;
