package dev.sotto.model.jobs;

import java.util.List;

/**
 * The speech engines.
 *
 * @param items in the order in which jobs that name no engine try them
 */
public record EnginesView(List<EngineView> items) {}
