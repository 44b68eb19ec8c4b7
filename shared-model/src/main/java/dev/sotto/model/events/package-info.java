/** What the services tell each other, as CloudEvents on declared topics: ids and facts, no personal data, no paths. */
@NullMarked
package dev.sotto.model.events;

import org.jspecify.annotations.NullMarked;
