/**
 * Signing in: an e-mail address and a password for tokens.
 *
 * <ul>
 *   <li>A <em>session</em> is a family of refresh tokens. Each works once and gives the next. One that arrives a
 *       second time ends the session, because two parties have it; there is no grace for an answer that was lost.
 *   <li>Nobody is locked out. {@code LoginThrottle} slows down a client with one e-mail address, a client, and whoever
 *       has e-mails sent to one address again and again.
 *   <li>An access token says for ten minutes who somebody is. Role and tenant are read anew for each token.
 *   <li>argon2id hashes passwords on threads of their own, half as many as there are processors.
 *       {@code FairAdmissionQueue} lets a few sign in at a time and some wait. Others are refused by the head of the
 *       request, and {@code RetryAfterSchedule} tells each when to come back.
 *   <li>A wrong password and an unknown address take the same work and get the same answer.
 *   <li>Passwords, tokens and hashes stand in no log, event or audit entry.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.signin;

import org.jspecify.annotations.NullMarked;
