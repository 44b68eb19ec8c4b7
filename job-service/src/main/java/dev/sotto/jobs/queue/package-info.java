/**
 * Who is next (docs/adr/0025-fair-queue.md).
 *
 * <ul>
 *   <li><em>Virtual time</em> of a tenant: the sound that was begun for it, divided by its weight. The tenant with the
 *       least is next. One that comes back after a pause continues at the time of the newest start.
 *   <li>Inside a tenant: <em>priority</em>, then first come, first served.
 *   <li>A job is <em>admissible</em> if its tenant and its reseller are not held and below their limits, if its pause is
 *       over, and if the worker offers all that it needs.
 * </ul>
 *
 * <p>{@link dev.sotto.jobs.queue.JobQueue} owns every statement on {@code dispatch}. The database counts in {@code
 * queue_tenants} what waits and what runs.
 */
@NullMarked
package dev.sotto.jobs.queue;

import org.jspecify.annotations.NullMarked;
