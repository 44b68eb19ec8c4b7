/** What a process of this service does: it serves requests, it transcribes, or both. */
@NullMarked
package dev.sotto.jobs.roles;

import org.jspecify.annotations.NullMarked;
