/** What other services own: asked for at their {@code /internal/v1}, or kept here as a replica and read through when missing. */
@NullMarked
package dev.sotto.runtime.replicas;

import org.jspecify.annotations.NullMarked;
