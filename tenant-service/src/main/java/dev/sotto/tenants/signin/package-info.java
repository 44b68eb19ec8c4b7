/**
 * Signing in: an e-mail address and a password for tokens.
 *
 * <ul>
 *   <li>A <em>session</em> is a family of refresh tokens. Each works once and gives the next. If one is used a second
 *       time, two parties have it, so the session ends. There is no grace period for a lost answer.
 *   <li>Nobody is locked out. {@code LoginThrottle} slows down a client with one e-mail address, a client, and a sender
 *       of many e-mails to one address.
 *   <li>An access token identifies a user for ten minutes. Role and tenant are read again for each token.
 *   <li>argon2id hashes passwords on separate threads, half as many as there are processors. {@code FairAdmissionQueue}
 *       admits a few sign-ins at a time, and some wait. Others are refused by the head of the request, and {@code
 *       RetryAfterSchedule} tells each when to retry.
 *   <li>A wrong password and an unknown address take the same time and get the same answer.
 *   <li>No log, event or audit entry contains passwords, tokens or hashes.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.signin;

import org.jspecify.annotations.NullMarked;
