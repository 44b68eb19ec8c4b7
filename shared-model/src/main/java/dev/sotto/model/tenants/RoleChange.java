package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotNull;

/** Gives a user another role of the same kind of tenant. */
public record RoleChange(@NotNull Role role) {}
