/**
 * Looks at a request's <em>head</em> before anything else does. A caller may have written it by hand. The framework
 * answers some faulty heads without a problem document, and may leave a connection hanging that it answered before it
 * had read the body.
 *
 * <p>Every refusal here has the form of all others (ProblemMapper). After each answer the connection is at the
 * beginning of the next request, or closed.
 */
@NullMarked
package dev.sotto.runtime.http;

import org.jspecify.annotations.NullMarked;
