/**
 * The contracts between Sotto's services and their callers: requests, views, events and topics. This module contains no
 * framework, no persistence and no injection.
 *
 * <p>Units: audio in integer milliseconds, storage in bytes (1 MB = 1,000,000 bytes), money and usage as exact
 * decimals, times in UTC. JSON members have the names of the record components in snake_case.
 */
@NullMarked
package dev.sotto.model;

import org.jspecify.annotations.NullMarked;
