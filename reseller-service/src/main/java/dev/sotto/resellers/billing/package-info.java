/** Who is billed for a reseller: the reseller itself and the platform read and set it. */
@NullMarked
package dev.sotto.resellers.billing;

import org.jspecify.annotations.NullMarked;
