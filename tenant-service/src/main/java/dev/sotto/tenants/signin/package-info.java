/**
 * Signing in: an e-mail address and a password for tokens.
 *
 * <ul>
 *   <li>A <em>session</em> is a family of refresh tokens. Each works once and gives the next. One that arrives a
 *       second time ends the session, because two parties have it; there is no grace for an answer that was lost.
 *   <li>An access token says for ten minutes who somebody is. Role and tenant are read anew for each token.
 *   <li>A wrong password and an unknown address take the same work and get the same answer.
 *   <li>Passwords, tokens and hashes stand in no log, event or audit entry.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.signin;

import org.jspecify.annotations.NullMarked;
