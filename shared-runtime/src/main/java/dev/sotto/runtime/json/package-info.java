/** JSON, as callers and services write it, and ids. */
@NullMarked
package dev.sotto.runtime.json;

import org.jspecify.annotations.NullMarked;
