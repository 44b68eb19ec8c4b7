/**
 * billing-service: what tenants are sold, what they use, what they are charged, and what their resellers earn from it.
 */
@NullMarked
package dev.sotto.billing;

import org.jspecify.annotations.NullMarked;
