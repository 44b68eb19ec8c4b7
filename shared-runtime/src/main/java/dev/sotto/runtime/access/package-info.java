/**
 * Access: who is calling, from a verified token, an API key or a service's key, and whether they may.
 *
 * <ul>
 *   <li>Operations are closed by default: to roles ({@code RolesAllowed}), to API keys ({@code KeyMay}), and to those of
 *       suspended organisations ({@code WhileSuspended}); {@code InPerson} closes them to impersonators.
 *   <li>What lasts (an upload, an event stream) asks again before it goes on ({@code CurrentCaller.recheck}): who calls,
 *       and by the same annotations whether they still may.
 *   <li>An API key acts as its user, in that user's role of the moment, within its own permissions.
 *   <li>What is no genuine token or key costs neither a query nor a question to another service.
 * </ul>
 */
@NullMarked
package dev.sotto.runtime.access;

import org.jspecify.annotations.NullMarked;
