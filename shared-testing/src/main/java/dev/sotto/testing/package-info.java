/**
 * Real PostgreSQL and Kafka for tests and for the local launcher, their roles and topics, signed tokens, and a clock
 * that is moved by hand. Nothing is mocked: a test meets what production runs.
 */
package dev.sotto.testing;
