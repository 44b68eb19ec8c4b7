/** The audit log of this service: what was done to resellers and branding, by whom. */
@NullMarked
package dev.sotto.resellers.audit;

import org.jspecify.annotations.NullMarked;
