/**
 * What the services tell each other: CloudEvents on declared topics, with ids and facts, no personal data and no
 * paths.
 */
@NullMarked
package dev.sotto.model.events;

import org.jspecify.annotations.NullMarked;
