/**
 * Moves the work of a single-tenant Whisper-WebUI into one tenant.
 *
 * <ul>
 *   <li>The <em>source</em> is that backend's database; a <em>task</em> is one of its rows. A task becomes a job of
 *       one tenant, owned by one user, or it is <em>refused</em> with a reason.
 *   <li>The <em>ledger</em> has one row for each row of the source, taken or refused, written in the transaction that
 *       writes the job. An import is Copying, then Complete; a rollback makes it RollingBack and removes it.
 * </ul>
 *
 * <p>What a task becomes depends on source, tenant and owner alone. So a killed run can be continued, and a second run
 * finds everything as it would have made it. The source is never written to. The import touches no quota, no dispatch
 * and no outbox: nothing is billed, queued or told to others.
 */
@NullMarked
package dev.sotto.imports;

import org.jspecify.annotations.NullMarked;
