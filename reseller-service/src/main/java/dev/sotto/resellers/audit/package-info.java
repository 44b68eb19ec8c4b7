/** The audit log of reseller-service: who changed resellers and branding, and how. */
@NullMarked
package dev.sotto.resellers.audit;

import org.jspecify.annotations.NullMarked;
