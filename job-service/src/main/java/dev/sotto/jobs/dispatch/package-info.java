/**
 * How jobs get done.
 *
 * <ul>
 *   <li>A <em>claim</em> takes the job that is next ({@link dev.sotto.jobs.queue}), for a limited time by the database's clock (the
 *       <em>lease</em>), with the next <em>fence</em> number.
 *   <li>A <em>heartbeat</em> renews the lease and writes the progress.
 *   <li>An <em>attempt</em> is a claim that was not given back. A job has three at most.
 * </ul>
 *
 * <p>Queued → Processing (claim) → Completed, Failed, or Queued again (the attempt broke, or its worker stops). If a
 * lease runs out, another worker claims the job. Every write of a worker names its fence, so a worker that lost its
 * lease changes nothing; it also writes its result into a directory of its own. A job ends in one transaction with its
 * queue entry, its reservation and its event.
 *
 * <p>Jobs of a suspended or closed organisation wait. A running one is finished, except for the reason <em>Abuse</em>:
 * then it goes back to the queue.
 */
@NullMarked
package dev.sotto.jobs.dispatch;

import org.jspecify.annotations.NullMarked;
