/**
 * Checks of a database's catalogue: tables, columns and indexes are those of the data model, every table is isolated, and
 * each check notices when the isolation of a table is weakened.
 */
package dev.sotto.testing.catalogue;
