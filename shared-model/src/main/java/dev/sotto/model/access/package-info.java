/** Who may act, and with what: suspensions of organisations, and what API keys are allowed. */
@NullMarked
package dev.sotto.model.access;

import org.jspecify.annotations.NullMarked;
