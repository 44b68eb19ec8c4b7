/**
 * Coming from single-tenant Whisper-WebUI. A <em>task</em> is a row of that backend's database, the <em>source</em>; it
 * becomes a job of one tenant, owned by one user, or it is <em>refused</em> with a reason. The <em>ledger</em> has one row
 * for each row of the source, taken or refused, written in the transaction that writes the job.
 *
 * <p>What a task becomes follows from the source, the tenant, its owner and nothing else, so that a run that was killed is
 * continued, and a second run finds everything as it would have made it. The source is never written to. Nothing that is
 * billed, queued or told to others is touched: no quota, no dispatch, no outbox.
 */
@NullMarked
package dev.sotto.imports;

import org.jspecify.annotations.NullMarked;
