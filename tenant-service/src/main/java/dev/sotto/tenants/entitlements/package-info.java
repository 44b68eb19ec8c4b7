/**
 * What a tenant may do: one pure decision from its plan's version, its subscription and its suspensions.
 * {@code tenant-changed} carries the answer; nobody else decides.
 */
@NullMarked
package dev.sotto.tenants.entitlements;

import org.jspecify.annotations.NullMarked;
