/**
 * Events between the services: CloudEvents on the topics in {@code Topic}. They contain no personal data and no file
 * paths.
 */
@NullMarked
package dev.sotto.model.events;

import org.jspecify.annotations.NullMarked;
