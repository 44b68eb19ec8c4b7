/** What was done, by whom, and to what. */
@NullMarked
package dev.sotto.model.audit;

import org.jspecify.annotations.NullMarked;
