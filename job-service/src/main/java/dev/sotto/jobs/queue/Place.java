package dev.sotto.jobs.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The place of a job that waits.
 *
 * @param position how many jobs of its tenant start before it
 * @param estimatedStartAt null while nobody can say
 */
public record Place(long position, @Nullable Instant estimatedStartAt) {}
