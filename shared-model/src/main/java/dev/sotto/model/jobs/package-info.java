/** Workflows, jobs, and the quota that admits jobs. */
@NullMarked
package dev.sotto.model.jobs;

import org.jspecify.annotations.NullMarked;
