/**
 * Who is billed for a customer. Its Admins and its reseller read and set it; the platform reads it. It follows the tenant
 * to another reseller.
 */
@NullMarked
package dev.sotto.tenants.billing;

import org.jspecify.annotations.NullMarked;
