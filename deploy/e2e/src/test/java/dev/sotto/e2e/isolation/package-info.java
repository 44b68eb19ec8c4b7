/**
 * Shows, by the public API of the running whole, that nobody reaches what belongs to somebody else.
 *
 * <ul>
 *   <li>A <i>person</i> is a caller with a place in the tree of organisations. A <i>target</i> is a thing with an id
 *       that belongs to a person.
 *   <li>A <i>cell</i> is one operation, by one kind of caller, with one person's id in one place of the request.
 *       {@code policy.csv} says what each operation answers to each kind of caller; {@code requests.yaml} says how it
 *       is asked for.
 *   <li>A <i>canary</i> is a word that only some may ever see.
 *   <li>A <i>forgery</i> is a credential that must be refused; its <i>twin</i> is the honest one made in the same way.
 * </ul>
 *
 * <p>An id out of the caller's reach is answered as one that does not exist, with the same status and body. An
 * operation that either the OpenAPI documents or the policy lack fails the build. So does a canary in an answer,
 * record, log or file that is not its owner's.
 */
@NullMarked
package dev.sotto.e2e.isolation;

import org.jspecify.annotations.NullMarked;
