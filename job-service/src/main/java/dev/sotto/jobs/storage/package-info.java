/**
 * Where recordings and results are kept. A <em>blob</em> has a name that the server made, never the caller's:
 * {@code <tenant>/<job>/input} and {@code <tenant>/<job>/<attempt>/transcript.json}; an attempt writes into a directory
 * of its own, so that one which lost its lease overwrites nothing. The <em>spool</em> holds what is not yet kept and lies
 * on the same file system: keeping is a rename.
 */
@NullMarked
package dev.sotto.jobs.storage;

import org.jspecify.annotations.NullMarked;
