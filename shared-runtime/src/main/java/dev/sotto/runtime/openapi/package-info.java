/**
 * Completes a service's OpenAPI document with what all operations have in common: who may call them, what each may
 * answer, how pages and patches look, and examples.
 *
 * <p>The <b>example</b> of a schema is the file in {@code docs/views} or {@code docs/requests} that is named after it.
 * So the documents show what tests compare the records with.
 */
@NullMarked
package dev.sotto.runtime.openapi;

import org.jspecify.annotations.NullMarked;
