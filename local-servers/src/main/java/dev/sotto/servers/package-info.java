/**
 * Real PostgreSQL and Kafka on this machine, with Sotto's databases, roles and topics. The local launcher, the
 * benchmarks and the tests use them, so that tests run against the same servers as production.
 */
package dev.sotto.servers;
