/**
 * Completes a service's OpenAPI document with what all operations have in common: who may call them, what each may
 * answer, how pages and patches look, which members a view always has, and examples.
 *
 * <p>The <b>example</b> of a schema is the file in {@code docs/views} or {@code docs/requests} with its name. Tests
 * compare the records with the same files.
 */
@NullMarked
package dev.sotto.runtime.openapi;

import org.jspecify.annotations.NullMarked;
