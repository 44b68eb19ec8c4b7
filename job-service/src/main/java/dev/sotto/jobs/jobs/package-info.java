/**
 * Jobs, as people see them.
 *
 * <ul>
 *   <li><em>Submitting</em> takes a recording: it is counted and hashed while it goes into the spool, measured, stored
 *       under a name that the server makes, and admitted.
 *   <li>A recording that is named by its URL is <em>fetched</em> in the background: its job exists at once, Queued, and
 *       gets its reservation, its queue entry and its recording in one transaction when that has arrived
 *       (docs/adr/0018-fetching-in-the-background.md).
 *   <li>A job is Queued, then Processing, and ends Completed, Failed or Cancelled. Its <em>reason</em> is a stable
 *       word, its <em>error</em> a sentence.
 * </ul>
 *
 * <p>Another job exists with its reservation, its queue entry and its recording, or not at all. The sweeper removes files
 * that a dying process left without a job. A user sees their own jobs, an Admin all jobs of the tenant. For everybody
 * else a job does not exist.
 */
@NullMarked
package dev.sotto.jobs.jobs;

import org.jspecify.annotations.NullMarked;
