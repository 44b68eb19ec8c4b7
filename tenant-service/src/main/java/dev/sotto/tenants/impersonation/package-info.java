/**
 * Impersonation: acting as somebody of an organisation below one's own, to help.
 *
 * <ul>
 *   <li>It goes downward only: the platform acts as people of houses and customers, a reseller as people of its own
 *       customers.
 *   <li>It needs a reason, which stands in the audit log of the organisation concerned. Everything that is done shows
 *       who did it.
 *   <li>It gives an access token of fifteen minutes that nothing refreshes. There are no chains, and an API key cannot
 *       do it.
 *   <li>Whoever impersonates can end it, which the audit log shows. Every service refuses the token within five seconds.
 *   <li>{@code NoImpersonation} closes what is a person's own matter: API keys, prices, new customers, a customer's
 *       plan, passwords, addresses, roles and suspensions.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.impersonation;

import org.jspecify.annotations.NullMarked;
