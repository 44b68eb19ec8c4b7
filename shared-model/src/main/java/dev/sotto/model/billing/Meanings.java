package dev.sotto.model.billing;

/** OpenAPI descriptions of plan members that several records share. */
final class Meanings {

    static final String PRICE_MONTHLY =
            "The price of a month, in currency, with the decimals that ISO 4217 gives it: none for"
                    + " JPY, three for KWD";
    static final String PRICE_YEARLY =
            "The price of a year, in currency; absent when the plan is sold by the month alone. It is"
                    + " stored and has no effect yet: charges are monthly.";
    static final String STORAGE_QUOTA_MB = "How much may be kept at a time, in MB of 1,000,000 bytes";
    static final String PROCESSING_QUOTA_MINUTES = "How many minutes of audio may be transcribed in a billing period";
    static final String MAX_USERS = "How many users a tenant may have, invited and suspended ones included";
    static final String FEATURES = "Switches by name. They are stored and have no effect yet.";

    private Meanings() {}
}
