package dev.sotto.model.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** What an API key may do (seed: {@code api_keys.permissions}). A key never may do more than its user. */
public enum Permission {
    JOBS_READ("jobs:read"),
    JOBS_WRITE("jobs:write"),
    WORKFLOWS_READ("workflows:read"),
    WORKFLOWS_WRITE("workflows:write"),
    USAGE_READ("usage:read"),
    BILLING_READ("billing:read"),
    PLANS_READ("plans:read"),
    TENANTS_READ("tenants:read"),
    TENANTS_WRITE("tenants:write"),
    USERS_READ("users:read"),
    BRANDING_READ("branding:read"),
    BRANDING_WRITE("branding:write"),
    AUDIT_READ("audit:read"),
    WEBHOOKS_READ("webhooks:read"),
    WEBHOOKS_WRITE("webhooks:write");

    private final String word;

    Permission(String word) {
        this.word = word;
    }

    /** Returns the form used in JSON and in the database. */
    @JsonValue
    public String word() {
        return word;
    }

    /**
     * Returns the permission for the form used in JSON.
     *
     * @throws IllegalArgumentException if there is no such permission
     */
    @JsonCreator
    public static Permission of(String word) {
        return Arrays.stream(values())
                .filter(permission -> permission.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a permission: " + word));
    }
}
