/**
 * Signing in: an e-mail address and a password for tokens.
 *
 * <ul>
 *   <li>A <em>session</em> is a family of refresh tokens. Each gives the next, and the same next one until that is used.
 *       One that returns after that ends the session, because two parties have it. At most one token of a session is
 *       unused.
 *   <li>A browser has the refresh token in a cookie that no script reads and only pages of the same origin use. Programs
 *       have it in bodies. A request has it in one of the two.
 *   <li>An access token says for ten minutes who somebody is. Role and tenant are read anew for each token.
 *   <li>A wrong password and an unknown address take the same work and get the same answer.
 *   <li>Passwords, tokens and hashes stand in no log, event or audit entry.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.signin;

import org.jspecify.annotations.NullMarked;
