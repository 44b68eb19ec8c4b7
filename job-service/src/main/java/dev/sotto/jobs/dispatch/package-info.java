/**
 * How jobs get done. A <em>claim</em> takes the job that waits longest for a worker, under a <em>lease</em> by the
 * database's clock, with the next <em>fence</em> number; a <em>heartbeat</em> renews the lease and writes progress. A job
 * whose lease has run out may be claimed again, three <em>attempts</em> at the most.
 *
 * <p>Every write of a worker names its fence: one that lost its lease changes nothing, and writes its result where only
 * it does. A job ends in one transaction with its place in the queue, its reservation and its event. A worker that is
 * shut down gives its lease back, and that attempt does not count.
 *
 * <p>Jobs of a suspended or closed organisation wait until it works again; what runs is finished, but for
 * <em>abuse</em>: then it goes back to the queue.
 */
@NullMarked
package dev.sotto.jobs.dispatch;

import org.jspecify.annotations.NullMarked;
