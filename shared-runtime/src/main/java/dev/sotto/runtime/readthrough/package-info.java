/**
 * Read-through: a replica that has not arrived yet is read from its owner and kept
 * (docs/adr/0006-replicas-with-read-through.md).
 */
@NullMarked
package dev.sotto.runtime.readthrough;

import org.jspecify.annotations.NullMarked;
