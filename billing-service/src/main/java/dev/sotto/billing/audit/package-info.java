/** The audit log of billing: who changed which plan, and how. */
@NullMarked
package dev.sotto.billing.audit;

import org.jspecify.annotations.NullMarked;
