/**
 * What is looked at before a request is anybody's: its <em>head</em>, as a caller may have written it by hand. The framework
 * answers some of it without a problem document, and leaves a connection hanging that it answered before it had read the body.
 *
 * <p>Whatever is refused here is refused as everywhere (ProblemMapper). After every answer the connection is either at the
 * beginning of the next request, or closed.
 */
@NullMarked
package dev.sotto.runtime.http;

import org.jspecify.annotations.NullMarked;
