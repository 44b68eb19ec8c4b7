/**
 * Real PostgreSQL and Kafka for tests and for the local launcher, the roles and topics on them, signed tokens and a clock
 * moved by hand. Nothing here is mocked: what a test meets is what production runs.
 */
package dev.sotto.testing;
