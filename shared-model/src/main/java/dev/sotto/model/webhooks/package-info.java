/** Webhooks: events that Sotto sends to addresses of tenants and resellers, signed as Standard Webhooks says. */
@NullMarked
package dev.sotto.model.webhooks;

import org.jspecify.annotations.NullMarked;
