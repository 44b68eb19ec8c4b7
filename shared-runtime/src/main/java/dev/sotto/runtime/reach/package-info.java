/**
 * Addresses that Sotto reaches for callers: URLs to fetch from, and receivers of webhooks.
 *
 * <p>Sotto never reaches an inner address for a caller. A host is resolved once for each connection, all its addresses must
 * be public ({@link dev.sotto.runtime.reach.ReachableAddresses}), and the connection goes to the very address that was
 * checked ({@link dev.sotto.runtime.reach.CheckedAddress}).
 */
@NullMarked
package dev.sotto.runtime.reach;

import org.jspecify.annotations.NullMarked;
