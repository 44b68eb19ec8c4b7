/** Who may use Sotto: tenants, their users, and how they sign in. */
@NullMarked
package dev.sotto.tenants;

import org.jspecify.annotations.NullMarked;
