/**
 * Money: exact amounts, each with the decimals of its currency, and the currencies of ISO 4217 with their ends. Nothing
 * here knows what is paid for.
 */
@NullMarked
package dev.sotto.billing.money;

import org.jspecify.annotations.NullMarked;
