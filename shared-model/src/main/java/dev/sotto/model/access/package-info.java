/** Access: why organisations are suspended, and what API keys may do. */
@NullMarked
package dev.sotto.model.access;

import org.jspecify.annotations.NullMarked;
