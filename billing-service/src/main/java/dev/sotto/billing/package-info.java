/** billing-service: plans, usage, charges and the resellers' commission. */
@NullMarked
package dev.sotto.billing;

import org.jspecify.annotations.NullMarked;
