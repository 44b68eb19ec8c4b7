/** Money: exact amounts, each in the minor unit of its currency. Nothing here knows what it is paid for. */
@NullMarked
package dev.sotto.billing.money;

import org.jspecify.annotations.NullMarked;
