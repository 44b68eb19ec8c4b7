/**
 * Jobs as people meet them. <em>Submitting</em> takes a recording in: counted and hashed on its way into the spool,
 * measured, kept under a name of the server's, admitted. A job is Queued, then Processing, and ends Completed, Failed or
 * Cancelled; its <em>reason</em> is a stable word, its <em>error</em> a sentence.
 *
 * <p>A job exists with its reservation, its place in the queue and its recording, or nothing of it does. What was kept
 * without a job, because a process died in between, is swept away. A user sees their own jobs, an Admin all of the
 * tenant; to all others a job does not exist.
 */
@NullMarked
package dev.sotto.jobs.jobs;

import org.jspecify.annotations.NullMarked;
