/**
 * Request rates: how much a tenant, and each of its API keys, may ask of a service in a minute (the plan says it).
 *
 * <p>Token buckets (bucket4j), one a tenant and one a key, in each replica of a service: of several replicas each takes
 * its part ({@code sotto.replicas}). Every answer to a caller who is known tells what is left
 * (draft-ietf-httpapi-ratelimit-headers-10); what is too much is 429 with {@code Retry-After}.
 */
@NullMarked
package dev.sotto.runtime.limits;

import org.jspecify.annotations.NullMarked;
