/**
 * Subscriptions: a tenant is on a version of a plan, by the month or by the year.
 *
 * <p>A tenant has one subscription at most. It begins with the first {@code tenant-changed} that names a plan, in one
 * transaction with its first charge or with its trial. {@link dev.sotto.billing.subscriptions.SubscriptionRules} says what
 * each step leads to and costs; the row of the subscription is the lock under which a step is taken. Who changes what:
 *
 * <ul>
 *   <li>tenant-service assigns a plan at creation, by a change of the tenant, and by a transfer. Such decisions have a number
 *       and are followed once.
 *   <li>Resellers and the platform change, cancel and resume here. {@code subscription-changed} tells tenant-service which
 *       version holds, and it publishes the limits.
 *   <li>The clock ends periods and trials.
 * </ul>
 */
@NullMarked
package dev.sotto.billing.subscriptions;

import org.jspecify.annotations.NullMarked;
