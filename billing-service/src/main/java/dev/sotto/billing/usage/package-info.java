/**
 * Usage: what a completed job used, metered once.
 *
 * <p>A job that completed leaves exactly one record a resource, for ever, and one {@code usage-recorded} for each; a job that
 * failed or was cancelled leaves none. Records are never changed. {@code recorded_at} is when the job completed, so that a
 * delay moves no usage into another period.
 */
@NullMarked
package dev.sotto.billing.usage;

import org.jspecify.annotations.NullMarked;
