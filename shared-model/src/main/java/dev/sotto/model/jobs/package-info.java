/** What Sotto does: workflows, jobs and the quota that admits them. */
@NullMarked
package dev.sotto.model.jobs;

import org.jspecify.annotations.NullMarked;
