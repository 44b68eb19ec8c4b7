/** Resellers and their branding. */
@NullMarked
package dev.sotto.model.resellers;

import org.jspecify.annotations.NullMarked;
