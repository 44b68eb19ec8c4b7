/**
 * Recordings that Sotto fetches from a URL that a caller gave.
 *
 * <p>Sotto never reaches an inner address for a caller. A host is resolved once, all its addresses must be public, and the
 * connection goes to the very address that was checked. A redirect is a new URL, checked in the same way. Bytes are
 * counted while they arrive, and what they are is decided by FFmpeg, not by the sender.
 */
@NullMarked
package dev.sotto.jobs.fetch;

import org.jspecify.annotations.NullMarked;
