/**
 * Resumable uploads of large recordings, by the protocol tus 1.0 (docs/adr/0016-resumable-uploads.md).
 *
 * <ul>
 *   <li>An <em>upload</em> is a row and a file in the spool. Its <em>offset</em> counts the bytes that are surely on
 *       disk. What the file has beyond is cut off before more is written.
 *   <li>Who writes to an upload holds its <em>fence</em> for a limited time. Only one request writes at a time.
 *   <li>When the last byte has come, an upload is <em>finished</em>: measured and admitted like any recording, in the
 *       background, so that a process that dies in the middle is followed by another.
 * </ul>
 *
 * <p>An upload is its creator's alone; an Admin may only remove it. It becomes one job at most.
 */
@NullMarked
package dev.sotto.jobs.uploads;

import org.jspecify.annotations.NullMarked;
