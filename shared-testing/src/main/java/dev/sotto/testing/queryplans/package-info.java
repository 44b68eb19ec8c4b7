/** How PostgreSQL runs a service's list queries among many rows: along an index, without sorting or reading more. */
package dev.sotto.testing.queryplans;
