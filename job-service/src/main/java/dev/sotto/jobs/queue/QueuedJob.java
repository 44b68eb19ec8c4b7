package dev.sotto.jobs.queue;

import dev.sotto.model.jobs.JobPriority;
import java.util.List;
import java.util.UUID;

/**
 * A job that takes its place in the queue.
 *
 * @param costMs its sound in milliseconds
 * @param fence of its last claim, 0 if there was none
 * @param needs what a worker must offer
 */
public record QueuedJob(UUID jobId, UUID tenantId, long costMs, long fence, JobPriority priority, List<String> needs) {}
