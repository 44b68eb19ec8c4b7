/**
 * Access: who is calling (proved by a token, an API key or a service key), and whether the caller may do so.
 *
 * <ul>
 *   <li>Operations are closed by default. {@code RolesAllowed} opens them to roles, {@code RequiresApiKeyPermission}
 *       to API keys, and {@code AllowedWhileSuspended} to suspended organisations. {@code NoImpersonation} closes
 *       them to impersonators.
 *   <li>An API key acts as its user, in the user's current role, within the key's permissions.
 *   <li>A malformed token or key costs neither a query nor a call to another service.
 * </ul>
 */
@NullMarked
package dev.sotto.runtime.access;

import org.jspecify.annotations.NullMarked;
