/**
 * Checks how PostgreSQL runs a service's list queries on many rows: along an index, without sorting and without reading
 * more than needed.
 */
package dev.sotto.testing.queryplans;
