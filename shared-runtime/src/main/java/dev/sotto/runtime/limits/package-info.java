/**
 * Request rates: how many requests a minute a tenant, and each of its API keys, may send to a service. The plan says
 * it.
 *
 * <p>There is a token bucket (bucket4j) for each tenant and key in each replica of a service; each replica allows its
 * part of the rate ({@code sotto.replicas}). Every answer to a known caller says what is left
 * (draft-ietf-httpapi-ratelimit-headers-10). A request beyond the rate is 429 with {@code Retry-After}.
 */
@NullMarked
package dev.sotto.runtime.limits;

import org.jspecify.annotations.NullMarked;
