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
    void refusesCurrenciesWithoutPayments() {
        assertThat(Money.isCurrency("EUR")).isTrue();
        assertThat(Money.isCurrency("ZZZ")).isFalse();
        assertThat(Money.isCurrency("XAU")).isFalse();
        assertThat(Money.isCurrency("XXX")).isFalse();
    }

    @Test
    void distinguishesCurrentFromFormerCurrencies() {
        for (String current : List.of("EUR", "USD", "JPY", "KWD", "XOF", "XPF", "CLF", "CHW")) {
            assertThat(Money.isInUse(current)).as(current).isTrue();
        }
        for (String former : List.of("DEM", "FRF", "HRK", "ZWD", "TRL", "ZZZ", "XAU")) {
            assertThat(Money.isInUse(former)).as(former).isFalse();
        }
    }

    @Test
    void amountInFormerCurrencyIsValid() {
        assertThat(new Money(new BigDecimal("29"), "DEM").amount()).hasToString("29.00");
    }
}
