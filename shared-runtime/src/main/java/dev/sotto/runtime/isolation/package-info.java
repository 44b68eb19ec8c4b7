/**
 * Isolation: whose rows a transaction may touch.
 *
 * <ul>
 *   <li>A {@code Caller} acts in a {@code Scope}: platform, reseller, tenant or system. PostgreSQL shows only the
 *       rows of that scope.
 *   <li>Only {@code ScopedTransaction} opens transactions: an <em>ORM transaction</em> ({@code edit}) with one
 *       Hibernate session, an <em>SQL transaction</em> ({@code sql}) on the reactive client, or a <em>read</em> of
 *       one statement.
 *   <li>A transaction also writes its {@code Change} to the audit log and its events to the outbox.
 * </ul>
 */
@NullMarked
package dev.sotto.runtime.isolation;

import org.jspecify.annotations.NullMarked;
