/**
 * Subscriptions: a tenant is on a plan, month by month, counted from an anchor.
 *
 * <p>A tenant has one subscription at most. It begins with the first {@code tenant-changed} that names a plan, in one
 * transaction with its first charge. A later event with another plan or reseller changes what the next charge is for,
 * never what was charged. A tenant that was transferred keeps its anchor, and the month that is paid for stays the old
 * reseller's.
 */
@NullMarked
package dev.sotto.billing.subscriptions;

import org.jspecify.annotations.NullMarked;
