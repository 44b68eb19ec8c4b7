/**
 * The real PostgreSQL and Kafka on this machine, with Sotto's databases, roles and topics: for the local launcher, the
 * benchmarks and tests. What a test meets is what production runs.
 */
package dev.sotto.servers;
