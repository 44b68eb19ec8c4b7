/** JSON for callers and between services, and ids. */
@NullMarked
package dev.sotto.runtime.json;

import org.jspecify.annotations.NullMarked;
