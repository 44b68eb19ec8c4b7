package dev.sotto.model.billing;

/** OpenAPI descriptions of plan members that several records share. */
final class Meanings {

    static final String PRICE_MONTHLY =
            "The price of a month, in currency, with the decimals that ISO 4217 gives it: none for"
                    + " JPY, three for KWD";
    static final String PRICE_YEARLY =
            "The price of a year, in currency; absent when the plan is sold by the month alone";
    static final String STORAGE_QUOTA_MB = "How much may be kept at a time, in MB of 1,000,000 bytes";
    static final String PROCESSING_QUOTA_MINUTES =
            "How many minutes of audio may be transcribed in a month, counted from the tenant's anchor";
    static final String MAX_USERS = "How many users a tenant may have, invited and suspended ones included";
    static final String PLAN_VERSION =
            "Counts a plan's versions from 1. Price, currency, quotas, limits and features of a version never change.";
    static final String CURRENT_VERSION = "The version that new subscribers get";
    static final String STATUS =
            "Draft, Published (the default) or Archived; only a published plan can be subscribed to";

    private Meanings() {}
}
