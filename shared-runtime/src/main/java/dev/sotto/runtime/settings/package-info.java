/**
 * Settings: typed interfaces ({@code XxxSettings}) beside what they set, each key with its default and its meaning.
 *
 * <p>What is out of range or unknown is refused before the service starts, with the key's name.
 */
@NullMarked
package dev.sotto.runtime.settings;

import org.jspecify.annotations.NullMarked;
