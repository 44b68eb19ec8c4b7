/**
 * Where recordings and results are stored.
 *
 * <ul>
 *   <li>A <em>blob</em> has a name that the server makes: {@code <tenant>/<job>/input} and
 *       {@code <tenant>/<job>/<fence>/transcript.json}. Each attempt writes into a directory of its own, so one that
 *       lost its lease overwrites nothing. Blobs are kept in a directory or in a bucket.
 *   <li>The <em>spool</em> is always a local directory. It holds what is not yet stored, and the files that FFmpeg
 *       works on. Beside a store in a directory it is on the same file system, so storing is a rename.
 * </ul>
 */
@NullMarked
package dev.sotto.jobs.storage;

import org.jspecify.annotations.NullMarked;
