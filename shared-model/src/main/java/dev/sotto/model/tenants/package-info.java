/** Tenants, their users, and signing in. */
@NullMarked
package dev.sotto.model.tenants;

import org.jspecify.annotations.NullMarked;
