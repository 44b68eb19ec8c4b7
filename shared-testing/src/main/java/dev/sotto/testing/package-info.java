/**
 * What a test of any module uses: real PostgreSQL and Kafka under a {@code @QuarkusTest}, a clock moved by hand, stand-ins
 * for the services that a service asks, and how long a test waits. Nothing else is mocked.
 */
package dev.sotto.testing;
