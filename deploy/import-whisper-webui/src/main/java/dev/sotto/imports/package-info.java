/**
 * Moves the data of a single-tenant Whisper-WebUI into one tenant.
 *
 * <ul>
 *   <li>The <em>source</em> is the database of Whisper-WebUI; a <em>task</em> is one of its rows. A task becomes a job
 *       of one tenant, owned by one user, or it is <em>refused</em> with a reason.
 *   <li>The <em>ledger</em> has one row for each row of the source, imported or refused, written in the same
 *       transaction as the job. An import is first Copying, then Complete. A rollback sets it to RollingBack and then
 *       removes it.
 * </ul>
 *
 * <p>The result depends only on source, tenant and owner. So a killed run can be continued, and a second run finds
 * everything unchanged. The import never writes to the source. It does not use the quota, the dispatcher or the outbox:
 * nothing is billed, queued or published.
 */
@NullMarked
package dev.sotto.imports;

import org.jspecify.annotations.NullMarked;
