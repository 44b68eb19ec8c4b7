/**
 * Replicas: local copies of another service's data, read from the owner when missing
 * (docs/adr/0006-replicas-with-read-through.md).
 */
@NullMarked
package dev.sotto.runtime.replicas;

import org.jspecify.annotations.NullMarked;
