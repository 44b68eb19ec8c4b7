/** Audit log: who changed what, and when. */
@NullMarked
package dev.sotto.model.audit;

import org.jspecify.annotations.NullMarked;
