/**
 * Access tokens, the keys that sign them, and opaque tokens.
 *
 * <ul>
 *   <li>An <em>access token</em> is a signed JWT of a {@code Person}. It is valid for ten minutes, or for fifteen if
 *       somebody else acts as that person. It cannot be withdrawn.
 *   <li>A <em>signing key</em> is published before it signs: a key that is added beside others waits for ten minutes.
 *   <li>An <em>opaque token</em> is 256 random bits. Only its SHA-256 is stored.
 *   <li>Private keys and tokens stand in no log.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.tokens;

import org.jspecify.annotations.NullMarked;
