/**
 * What a service says of itself in its OpenAPI document, and need not be written at each operation: who may call it, what
 * every operation may answer, what pages and patches look like, what members mean, and examples.
 *
 * <p>An <b>example</b> is the file under {@code docs/views} or {@code docs/requests} that is named for a schema: what is
 * sent and what is answered is shown by the same documents that tests hold the records to.
 */
@NullMarked
package dev.sotto.runtime.openapi;

import org.jspecify.annotations.NullMarked;
