/**
 * Rate limits: how many requests per minute a tenant, and each of its API keys, may send to a service. The plan sets
 * the limits.
 *
 * <p>Each replica of a service has a token bucket (bucket4j) for each tenant and key, and allows its part of the rate
 * ({@code sotto.replicas}). Every response to a known caller says what is left
 * (draft-ietf-httpapi-ratelimit-headers-10). A request above the rate gets 429 with {@code Retry-After}.
 */
@NullMarked
package dev.sotto.runtime.limits;

import org.jspecify.annotations.NullMarked;
