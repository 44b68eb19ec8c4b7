package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotNull;

/** Changes a user's role to another role of the same kind of tenant. */
public record RoleChange(@NotNull Role role) {}
