package dev.sotto.model.planted;

import dev.sotto.runtime.isolation.ScopedTransaction;

/** A contract that contains code of the runtime. */
public record RunningContract(ScopedTransaction transactions) {}
