package dev.sotto.billing.money;

import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The currencies of {@code currencies.csv}, which is a dated copy of ISO 4217. The JDK's own list is as old as the JDK,
 * and knows no end.
 */
public final class Currencies {

    private static final String FILE = "/currencies.csv";
    private static final String FORMAT = "iso-4217";
    private static final int COLUMNS = 4;
    private static final Map<String, Entry> BY_CODE = read();

    private Currencies() {}

    /**
     * One line of the file.
     *
     * @param decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD
     * @param endedOn the first day on which the currency is refused; null while it is in use
     * @param successor the currency to use instead; null while it is in use
     */
    record Entry(
            String code,
            int decimals,
            @Nullable LocalDate endedOn,
            @Nullable String successor) {

        static Entry of(String line) {
            String[] columns = line.split(",", COLUMNS);
            boolean ended = !columns[2].isEmpty();
            return new Entry(
                    columns[0],
                    Integer.parseInt(columns[1]),
                    ended ? LocalDate.parse(columns[2]) : null,
                    ended ? columns[3] : null);
        }

        boolean isInUse(LocalDate day) {
            return endedOn == null || day.isBefore(endedOn);
        }
    }

    static boolean isKnown(String code) {
        return BY_CODE.containsKey(code);
    }

    /** @throws IllegalArgumentException if it is not a currency */
    static Entry get(String code) {
        Entry entry = BY_CODE.get(code);
        if (entry == null) {
            throw new IllegalArgumentException(code + " is no currency for payments");
        }
        return entry;
    }

    /**
     * Returns why new prices may not use a currency; null if they may. A currency that has ended stays valid for what
     * was priced in it before.
     *
     * @param today the day in UTC
     */
    public static @Nullable Fault refusal(String pointer, String code, LocalDate today) {
        Entry entry = BY_CODE.get(code);
        if (entry == null) {
            return unknown(pointer);
        }
        return entry.isInUse(today)
                ? null
                : Fault.wrongFormat(
                        pointer,
                        FORMAT,
                        "must be a currency in use: " + code + " ended on " + entry.endedOn() + "; use "
                                + entry.successor());
    }

    /**
     * Returns why an amount is not one of a currency; empty if it is one.
     *
     * @param amountAt the pointer of the amount
     * @param currencyAt the pointer of the currency
     */
    public static Optional<Fault> fault(String amountAt, BigDecimal amount, String currencyAt, String code) {
        Entry entry = BY_CODE.get(code);
        if (entry == null) {
            return Optional.of(unknown(currencyAt));
        }
        return Money.fits(amount, code)
                ? Optional.empty()
                : Optional.of(new Fault(
                        amountAt,
                        FaultCode.TOO_MANY_DIGITS,
                        Map.of("fraction", entry.decimals()),
                        "must have at most " + entry.decimals() + " decimals in " + code));
    }

    private static Fault unknown(String pointer) {
        return Fault.wrongFormat(pointer, FORMAT, "must be the ISO 4217 code of a currency, such as EUR");
    }

    private static Map<String, Entry> read() {
        try (InputStream in = Currencies.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Entry::of)
                    .collect(Collectors.toUnmodifiableMap(Entry::code, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
