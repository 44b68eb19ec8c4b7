/**
 * Test support for all modules: real PostgreSQL and Kafka for {@code @QuarkusTest}, a clock that tests move, HTTP
 * servers that stand for other services, and the time limit of waits. Nothing else is replaced.
 */
package dev.sotto.testing;
