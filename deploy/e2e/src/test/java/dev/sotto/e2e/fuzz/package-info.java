/**
 * Shows that no request makes Sotto fail or answer differently from its OpenAPI documents.
 *
 * <ul>
 *   <li>A <i>plain</i> request is one of {@code requests.yaml}, with existing resources. A <i>varied</i> one has other
 *       values that the document allows. A <i>hostile</i> one is damaged, once or several times.
 *   <li>The <i>dice</i> make every choice from one seed and the request's number, so that a seed repeats a run (except
 *       for ids, which the services make).
 *   <li>A <i>fault</i> is something wrong with one answer. A <i>finding</i> is a fault with its operation and a curl
 *       command that shows it.
 * </ul>
 *
 * <p>No answer is 500 or more. Every answer has a status, media type and schema that is documented for its operation,
 * has all members that its schema requires and no others, and shows nothing of the inside. Every operation is reached,
 * or {@code FuzzTest} names the reason.
 */
@NullMarked
package dev.sotto.e2e.fuzz;

import org.jspecify.annotations.NullMarked;
