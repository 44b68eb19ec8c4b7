/** Money: exact amounts, each with the decimals of its currency. Nothing here knows what is paid for. */
@NullMarked
package dev.sotto.billing.money;

import org.jspecify.annotations.NullMarked;
