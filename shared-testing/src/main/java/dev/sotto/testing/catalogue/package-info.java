/**
 * Checks of a database's catalogue: tables, columns and indexes match the data model, every table is isolated, and each
 * check detects when a table's isolation is weakened.
 */
package dev.sotto.testing.catalogue;
