/**
 * HTTP, as every service speaks it.
 *
 * <p>A request's <em>head</em> is looked at before the request is anybody's, as a caller may have written it by hand: the
 * framework answers some of it without a problem document, and leaves a connection hanging that it answered before it had
 * read the body. After every answer the connection is either at the beginning of the next request, or closed.
 *
 * <p>Whatever ends a request becomes a problem document in one place ({@code ProblemMapper}), errors of the database too.
 */
@NullMarked
package dev.sotto.runtime.http;

import org.jspecify.annotations.NullMarked;
