/**
 * Names of files: as people and their programs send them, and as downloads carry them back.
 *
 * <p>A name is only for display. It keeps its words, and it is never used as a path.
 */
@NullMarked
package dev.sotto.jobs.names;

import org.jspecify.annotations.NullMarked;
