/**
 * The connection to PostgreSQL and its failures. This package knows neither callers nor problem documents. {@code
 * isolation} builds transactions and scopes on it.
 */
@NullMarked
package dev.sotto.runtime.database;

import org.jspecify.annotations.NullMarked;
