package dev.sotto.model.billing;

/** What a usage series is told apart by, besides the resource. */
public enum UsageGrouping {
    tenant_id,
    user_id,
    resource_type
}
