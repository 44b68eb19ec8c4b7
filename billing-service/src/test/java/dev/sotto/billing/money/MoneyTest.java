package dev.sotto.billing.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoneyTest {

    @Test
    void isWrittenWithItsCurrencysDecimals() {
        assertThat(new Money(new BigDecimal("29"), "EUR").amount()).hasToString("29.00");
        assertThat(new Money(new BigDecimal("29.0000"), "JPY").amount()).hasToString("29");
        assertThat(new Money(new BigDecimal("29.5"), "KWD").amount()).hasToString("29.500");
        assertThat(new Money(new BigDecimal("1E+2"), "EUR").amount()).hasToString("100.00");
    }

    @Test
    void refusesMoreDecimalsThanTheCurrencyHas() {
        assertThatThrownBy(() -> new Money(new BigDecimal("29.50"), "JPY"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(new BigDecimal("0.001"), "EUR"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAmountsOfNoCurrency() {
        for (String code : List.of("ZZZ", "XAU", "XXX")) {
            assertThatThrownBy(() -> new Money(BigDecimal.ONE, code)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void subtractsOnlyTheSameCurrency() {
        Money euros = new Money(new BigDecimal("29"), "EUR");

        assertThat(euros.minus(new Money(new BigDecimal("4.35"), "EUR")).amount())
                .hasToString("24.65");
        assertThatThrownBy(() -> euros.minus(new Money(BigDecimal.ONE, "USD")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void amountInFormerCurrencyIsValid() {
        assertThat(new Money(new BigDecimal("29"), "DEM").amount()).hasToString("29.00");
    }
}
