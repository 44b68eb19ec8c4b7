/**
 * Branding configurations: how a reseller's product looks (theme), what it shows (assets) and says (texts).
 *
 * <p>A reseller writes its own, the platform reads them all, a tenant may read its reseller's. Names are unique within a
 * reseller, and at most one configuration is its default: making another one the default takes it from the first, in the
 * same transaction. Writes of one reseller follow one another, by an advisory lock, so that two defaults can't meet.
 */
@NullMarked
package dev.sotto.resellers.branding;

import org.jspecify.annotations.NullMarked;
