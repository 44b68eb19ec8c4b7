/**
 * Access: who is calling (by a verified token, an API key or a service's key), and whether they may.
 *
 * <ul>
 *   <li>Operations are closed by default: to roles ({@code RolesAllowed}), to API keys
 *       ({@code RequiresApiKeyPermission} opens them), and to suspended organisations ({@code AllowedWhileSuspended}
 *       opens them). {@code NoImpersonation} closes them to impersonators.
 *   <li>An API key acts as its user, in the role that the user has now, within its own permissions.
 *   <li>A text that is no genuine token or key costs neither a query nor a question to another service.
 * </ul>
 */
@NullMarked
package dev.sotto.runtime.access;

import org.jspecify.annotations.NullMarked;
