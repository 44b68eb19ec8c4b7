package dev.sotto.billing.charges;

import dev.sotto.billing.money.Money;
import java.math.BigDecimal;

/**
 * The tax on a line.
 *
 * @param amount comes on top of the line's amount, with the same sign
 * @param rate percent of the line's amount
 * @param country ISO 3166-1 alpha-2
 */
public record Tax(Money amount, BigDecimal rate, String country) {}
