/**
 * How many may sign in at a time, and how often somebody may try.
 *
 * <ul>
 *   <li>A <em>client</em> is told apart by its network address; all of one IPv6 /64 network are one client.
 *   <li>Nobody is locked out. {@code LoginThrottle} slows down a client with one e-mail address, a client, and whoever
 *       has e-mails sent to one address again and again.
 *   <li>{@code FairAdmissionQueue} lets a few sign in at a time and some wait. Others are refused by the head of the
 *       request, and {@code RetryAfterSchedule} tells each when to come back.
 *   <li>Addresses are stored as hashes.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.throttling;

import org.jspecify.annotations.NullMarked;
