/**
 * Rate limits: how many requests per minute a tenant may send to a service. The plan sets the limits.
 *
 * <p>The keys of a tenant share one rate ({@code tenant}) and its people another one of the same size ({@code people}),
 * so that a runaway key never keeps out the administrator who would revoke it. Within it, each key ({@code key}) and each
 * person ({@code person}) has a rate of its own. Whoever impersonates uses their own.
 *
 * <p>Each replica of a service has a token bucket (bucket4j) for each of them, and allows its part of the rate
 * ({@code sotto.replicas}). Every response to a known caller says what is left
 * (draft-ietf-httpapi-ratelimit-headers-10). A request above the rate gets 429 with {@code Retry-After}.
 */
@NullMarked
package dev.sotto.runtime.limits;

import org.jspecify.annotations.NullMarked;
