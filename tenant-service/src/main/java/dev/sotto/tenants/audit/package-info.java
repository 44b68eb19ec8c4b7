/** The audit log of this service: what was done to tenants and users, by whom. */
@NullMarked
package dev.sotto.tenants.audit;

import org.jspecify.annotations.NullMarked;
