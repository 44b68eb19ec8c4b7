/**
 * What is done to a recording. A <em>workflow</em> is a graph of typed <em>nodes</em> joined by <em>edges</em>, at present
 * one chain: {@code input} (may be left out), {@code transcription}, {@code export}. Each new graph is a <em>version</em>,
 * which never changes; a job pins the one that was newest when it was submitted. The first of {@code formats} of
 * {@code export} is the format in which the transcript comes when a request names none.
 *
 * <p>A user sees their own workflows and the tenant's public ones, an Admin all of the tenant; only its owner or an Admin
 * changes one. What is saved can run: every fault is refused with its JSON pointer.
 */
@NullMarked
package dev.sotto.jobs.workflows;

import org.jspecify.annotations.NullMarked;
