/** What people have done to workflows and jobs. */
@NullMarked
package dev.sotto.jobs.audit;

import org.jspecify.annotations.NullMarked;
