/**
 * That nothing anybody sends makes Sotto fail, or answer otherwise than its OpenAPI documents say.
 *
 * <p>Words: a <i>plain</i> request is one of {@code requests.yaml}, with things that exist; a <i>varied</i> one says something
 * else that the document allows; a <i>hostile</i> one was damaged, once or a few times. The <i>dice</i> make every choice,
 * from one seed and the request's number, so that a seed says the same again (but for ids, which the services make). A
 * <i>fault</i> is what is wrong with one answer; a <i>finding</i> is a fault, the operation and a curl that shows it.
 *
 * <p>Invariants: no answer of 500 or more; none that is not documented for its operation, in its media type and its schema,
 * with no member that the schema does not have; nothing of the inside in any of them. Every operation is reached, or stands
 * with its reason in {@code FuzzTest}.
 */
@NullMarked
package dev.sotto.e2e.fuzz;

import org.jspecify.annotations.NullMarked;
