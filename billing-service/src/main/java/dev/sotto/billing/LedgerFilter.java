package dev.sotto.billing;

import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The time in which lines were written.
 *
 * @param from inclusive; null for no limit
 * @param to exclusive; null for no limit
 */
public record LedgerFilter(@Nullable Instant from, @Nullable Instant to) {

    public LedgerFilter {
        if (from != null && to != null && !from.isBefore(to)) {
            throw Problem.invalid(new Fault("?to", FaultCode.OUT_OF_RANGE, "must be later than from"));
        }
    }

    public @Nullable OffsetDateTime fromUtc() {
        return from == null ? null : from.atOffset(ZoneOffset.UTC);
    }

    public @Nullable OffsetDateTime toUtc() {
        return to == null ? null : to.atOffset(ZoneOffset.UTC);
    }
}
