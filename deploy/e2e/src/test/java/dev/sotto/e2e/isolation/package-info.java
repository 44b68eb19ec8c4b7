/**
 * That nobody reaches what is another's, shown over the running whole by its public API.
 *
 * <p>Words: a <i>person</i> is a caller with a place in the tree of organisations; a <i>target</i> is a thing with an id that
 * belongs to a person; a <i>cell</i> is one operation, asked for by one kind of caller, with one person's id in one place of
 * the request. {@code policy.csv} says what each operation answers to each kind; {@code requests.yaml} how it is asked. A
 * <i>canary</i> is a word that only some may ever see.
 * A <i>forgery</i> is a credential that must not be taken, its <i>twin</i> the honest one that is made in the same way.
 *
 * <p>Invariants: an id that is not in the caller's reach is answered as one that nobody has, by the same status and body;
 * what the OpenAPI documents and the policy do not both name fails; a canary in any answer, record, log or file that is not
 * its owner's fails.
 */
@NullMarked
package dev.sotto.e2e.isolation;

import org.jspecify.annotations.NullMarked;
