/** The audit log of job-service: what people did to workflows and jobs, without names or content. */
@NullMarked
package dev.sotto.jobs.audit;

import org.jspecify.annotations.NullMarked;
