/**
 * Checks a request's <em>headers</em> before anything else, because a client may send anything. The framework answers
 * some malformed headers without a problem document, and may leave a connection hanging if it answers before it has
 * read the body.
 *
 * <p>Every refusal here is a problem document (ProblemMapper). After each response, the connection is ready for the
 * next request or closed.
 */
@NullMarked
package dev.sotto.runtime.http;

import org.jspecify.annotations.NullMarked;
