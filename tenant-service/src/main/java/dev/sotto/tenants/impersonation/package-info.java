/**
 * Impersonation: acting as somebody of an organisation below one's own, to help.
 *
 * <ul>
 *   <li>Downward only: the platform as people of houses and customers, a reseller as people of its own customers.
 *   <li>It takes a reason, which stands in the audit log of whom it concerns; all that is done shows who did it.
 *   <li>An access token of fifteen minutes, nothing to refresh it, no chains, never by an API key.
 *   <li>What is somebody's own matter (making keys, setting prices, taking on customers, changing a plan, passwords, addresses, roles,
 *       suspensions) stays closed: {@code InPerson}.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.impersonation;

import org.jspecify.annotations.NullMarked;
