/** Plans, subscriptions, usage, charges and commission. */
@NullMarked
package dev.sotto.model.billing;

import org.jspecify.annotations.NullMarked;
