/**
 * Branding configurations: how a reseller's product looks (theme), what it shows (assets) and what it says (texts).
 *
 * <p>A reseller writes its own, the platform reads all, and a tenant reads its reseller's. Names are unique within a
 * reseller. One configuration at most is the <em>default</em>: a new default replaces the old one in the same
 * transaction. An advisory lock makes the writes of one reseller wait for each other, so that two defaults never meet.
 */
@NullMarked
package dev.sotto.resellers.branding;

import org.jspecify.annotations.NullMarked;
