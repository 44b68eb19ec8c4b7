/**
 * Settings: typed interfaces ({@code XxxSettings}) beside the code that uses them. Each key has a default and a
 * description.
 *
 * <p>Before the service starts, it refuses values that are out of range and unknown keys, and names the key.
 */
@NullMarked
package dev.sotto.runtime.settings;

import org.jspecify.annotations.NullMarked;
