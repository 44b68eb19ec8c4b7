/**
 * Shows with the public API of the running system that no caller reaches what belongs to somebody else.
 *
 * <ul>
 *   <li>A <i>person</i> is a caller with a place in the tree of organisations. A <i>target</i> is a resource that
 *       belongs to a person and has an id.
 *   <li>A <i>cell</i> is one operation, called by one kind of caller, with one person's id in one place of the request.
 *       {@code policy.csv} says what each operation answers to each kind of caller; {@code requests.yaml} says how to
 *       call it.
 *   <li>A <i>canary</i> is a word that only some callers may ever see.
 *   <li>A <i>forgery</i> is a credential that must be refused. Its <i>twin</i> is a valid one made in the same way.
 * </ul>
 *
 * <p>An id outside the caller's reach gets the same status and body as one that does not exist. The build fails if an
 * operation is missing from the OpenAPI documents or the policy. It also fails if an answer, record, log or file
 * contains another owner's canary.
 */
@NullMarked
package dev.sotto.e2e.isolation;

import org.jspecify.annotations.NullMarked;
