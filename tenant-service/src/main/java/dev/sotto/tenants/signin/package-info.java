/**
 * Signing in: an e-mail address and a password for tokens.
 *
 * <ul>
 *   <li>A session is a <em>family</em> of refresh tokens: each works once and gives the next; one that comes a second time
 *       ends the family, for then two have it; without grace for answers that got lost.
 *   <li>Nobody is locked out: what is slowed down is a client with one e-mail ({@code Attempt}), a client, and who has letters
 *       sent to one address again and again.
 *   <li>An access token says who somebody is for ten minutes; the role and the tenant in it are read afresh each time.
 *   <li>Passwords are hashed by argon2id on threads of their own, half as many as there are processors. A few sign in at a
 *       time ({@code Turns}), some wait, and a flood beyond them is refused by the heads of its requests, and told to come
 *       again one after the other ({@code Pace}).
 *   <li>A wrong password and an unknown address take the same work and get the same answer.
 *   <li>Passwords, tokens and hashes stand in no log, event or audit row.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.signin;

import org.jspecify.annotations.NullMarked;
