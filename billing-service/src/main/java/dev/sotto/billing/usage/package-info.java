/**
 * Usage: what a completed job used, recorded once.
 *
 * <p>A completed job leaves exactly one record for each resource, and one {@code usage-recorded} for each record. A
 * failed or cancelled job leaves none. Records are never changed. What is <em>stored</em> is a level beside them: the
 * newest event of a job says how many bytes of it are kept, and it falls when they are removed. {@code recorded_at} is the time at which the job
 * completed, so that a delay moves no usage into another month.
 */
@NullMarked
package dev.sotto.billing.usage;

import org.jspecify.annotations.NullMarked;
