package dev.sotto.model.planted;

import dev.sotto.runtime.isolation.ScopedTransaction;

/** A contract that runs something. */
public record RunningContract(ScopedTransaction transactions) {}
