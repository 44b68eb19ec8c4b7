/**
 * What is done to a recording.
 *
 * <ul>
 *   <li>A <em>workflow</em> is a chain of typed <em>nodes</em> joined by <em>edges</em>: {@code input} (optional),
 *       {@code transcription}, {@code export}.
 *   <li>Each new graph is a <em>version</em>, which never changes. A job keeps the version that was newest when it was
 *       submitted.
 * </ul>
 *
 * <p>A user sees their own workflows and the tenant's public ones, an Admin all workflows of the tenant. Only its
 * owner or an Admin changes one. A workflow that is saved can run: every fault is refused with its JSON pointer. One
 * that jobs have run cannot be deleted.
 */
@NullMarked
package dev.sotto.jobs.workflows;

import org.jspecify.annotations.NullMarked;
