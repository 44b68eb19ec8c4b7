/** tenant-service: who may use Sotto. Tenants, their users, API keys, and how people sign in. */
@NullMarked
package dev.sotto.tenants;

import org.jspecify.annotations.NullMarked;
