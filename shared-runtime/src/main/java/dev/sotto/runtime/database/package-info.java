/**
 * The connection to PostgreSQL, and what can go wrong with it: it knows of no caller and no problem document. Transactions
 * and their scopes are made above it, in {@code isolation}.
 */
@NullMarked
package dev.sotto.runtime.database;

import org.jspecify.annotations.NullMarked;
