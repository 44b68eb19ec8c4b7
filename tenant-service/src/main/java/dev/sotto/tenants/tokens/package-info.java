/**
 * Access tokens, the keys that sign them, and opaque tokens.
 *
 * <ul>
 *   <li>An <em>access token</em> is a signed JWT of a {@code Person}. It is valid for ten minutes, or for fifteen if
 *       somebody else acts as that person. It cannot be withdrawn.
 *   <li>A <em>signing key</em> is published before it signs: a key that is added beside others waits for ten minutes.
 *   <li>An <em>opaque token</em> is 256 bits: random ones, or of an HMAC of the refresh token before it. Only its SHA-256
 *       is stored.
 *   <li>The key of that HMAC is derived from a signing key. While keys change, the successor by an older key still counts;
 *       once that key is gone, only a repeated exchange from before is refused.
 *   <li>Private keys and tokens stand in no log.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.tokens;

import org.jspecify.annotations.NullMarked;
