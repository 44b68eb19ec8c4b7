/**
 * The contracts between Sotto's services and with their callers: requests, views, events, topics, and the words of the
 * data model. Nothing here runs: no framework, no persistence, no injection.
 *
 * <p>Units everywhere: audio in integer milliseconds, storage in bytes (1 MB = 1,000,000 bytes), money and usage
 * amounts as exact decimals, times in UTC. JSON members are the names of the record components in snake_case.
 */
@NullMarked
package dev.sotto.model;

import org.jspecify.annotations.NullMarked;
