package dev.sotto.billing.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurrenciesTest {

    private static final LocalDate DAY = LocalDate.parse("2026-10-01");

    @ParameterizedTest
    @CsvSource({
        "BGN, 2025-12-31, 2026-01-01, EUR",
        "HRK, 2022-12-31, 2023-01-01, EUR",
        "ANG, 2025-03-30, 2025-03-31, XCG",
        "ZWL, 2024-08-31, 2024-09-01, ZWG",
        "SLL, 2023-12-31, 2024-01-01, SLE",
        "CUC, 2021-06-30, 2021-07-01, CUP",
        "VEF, 2018-08-19, 2018-08-20, VES"
    })
    void refusesCurrencyFromItsEnd(String code, LocalDate lastDay, LocalDate end, String successor) {
        assertThat(Currencies.refusal("/currency", code, lastDay)).isNull();
        assertThat(Currencies.refusal("/currency", code, end).detail())
                .isEqualTo("must be a currency in use: " + code + " ended on " + end + "; use " + successor);
    }

    @Test
    void acceptsCurrenciesInUse() {
        for (String current : List.of(
                "EUR", "USD", "JPY", "KWD", "XOF", "XPF", "CLF", "CHW", "XCG", "ZWG", "SLE", "CUP", "VES", "VED")) {
            assertThat(Currencies.refusal("/currency", current, DAY))
                    .as(current)
                    .isNull();
        }
    }

    @Test
    void refusesFormerCurrenciesAndNoCurrencies() {
        for (String former : List.of("DEM", "FRF", "ZWD", "TRL", "ZZZ", "XAU", "XXX", "XTS", "eur", "")) {
            assertThat(Currencies.refusal("/currency", former, DAY)).as(former).isNotNull();
        }
    }

    @Test
    void decimalsAreThoseOfTheMinorUnit() {
        assertThat(Stream.of("JPY", "KRW", "VND", "UGX", "UYI")).allMatch(code -> Money.decimals(code) == 0);
        assertThat(Stream.of("EUR", "MGA", "MRU", "HUF")).allMatch(code -> Money.decimals(code) == 2);
        assertThat(Stream.of("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))
                .allMatch(code -> Money.decimals(code) == 3);
        assertThat(Stream.of("CLF", "UYW")).allMatch(code -> Money.decimals(code) == 4);
        assertThatThrownBy(() -> Money.decimals("XAU")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Amounts that were stored by the JDK's list stay valid. A newer JDK that knows more shows that the file is old. */
    @Test
    void knowsEveryCurrencyThatTheJdkKnows() {
        assertThat(Currency.getAvailableCurrencies())
                .filteredOn(currency -> currency.getDefaultFractionDigits() >= 0)
                .allSatisfy(currency -> assertThat(Money.decimals(currency.getCurrencyCode()))
                        .as(currency.getCurrencyCode())
                        .isEqualTo(currency.getDefaultFractionDigits()));
    }

    /** The JDK of these tests may be older than the end of the currencies that are listed here. */
    @Test
    void everyCountryPaysInACurrencyInUse() {
        List<String> ended = List.of("ANG", "BGN", "CUC", "HRK", "SLL", "ZWL");

        assertThat(Stream.of(Locale.getISOCountries()).map(country -> Currency.getInstance(new Locale("", country))))
                .filteredOn(currency -> currency != null && !ended.contains(currency.getCurrencyCode()))
                .allSatisfy(currency -> assertThat(Currencies.refusal("/currency", currency.getCurrencyCode(), DAY))
                        .as(currency.getCurrencyCode())
                        .isNull());
    }

    @Test
    void successorsAreInUse() {
        for (String code : List.of("BGL", "BYB", "VEB", "YUM", "ZWD", "TPE", "USS", "GWP")) {
            String successor = Currencies.get(code).successor();
            assertThat(Currencies.get(successor).isInUse(DAY)).as(code).isTrue();
        }
    }
}
