/**
 * The contracts between Sotto's services and with their callers: request and view records, events, topics and the words
 * of the data model. Nothing here runs: no framework, no persistence, no injection.
 *
 * <p>Units everywhere: audio in integer milliseconds, storage in bytes (1 MB = 1,000,000 bytes), money and usage amounts
 * as exact decimals, instants in UTC. JSON members are these components' names in snake_case.
 */
@NullMarked
package dev.sotto.model;

import org.jspecify.annotations.NullMarked;
