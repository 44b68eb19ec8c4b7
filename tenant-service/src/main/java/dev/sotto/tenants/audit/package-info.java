/** The audit log of tenant-service: who changed tenants and users, and how. */
@NullMarked
package dev.sotto.tenants.audit;

import org.jspecify.annotations.NullMarked;
