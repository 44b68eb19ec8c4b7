@NullMarked
package dev.sotto.jobs.engines;

import org.jspecify.annotations.NullMarked;
