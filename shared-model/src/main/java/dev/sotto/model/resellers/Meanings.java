package dev.sotto.model.resellers;

/** OpenAPI descriptions of members that several records share. */
final class Meanings {

    static final String COMMISSION_RATE = "Percent of each charge, with two decimals";
    static final String COLLECTED_BY =
            "Who collects what the reseller's tenants pay, unless a subscription says otherwise";
    static final String TIME_ZONE =
            "IANA name. The periods of its tenants' subscriptions are counted by the calendar and clocks of this zone; a change"
                    + " holds for subscriptions that begin later";
    static final String CONTACT = "A contact that is kept and shown; Sotto sends nothing to it";
    static final String IS_DEFAULT =
            "Whether it is for tenants that chose no configuration. A reseller has at most one default. Front ends read it;"
                    + " Sotto itself does not use it yet.";
    static final String THEME =
            "Colours, fonts and so on, by name. Front ends read them; Sotto itself does not use them yet.";
    static final String ASSETS =
            "The https URLs of logo, favicon and so on, by name. Front ends read them; Sotto itself does not use them yet.";
    static final String TEXTS =
            "The reseller's own wording, by name. Front ends read it; Sotto itself does not use it yet.";

    private Meanings() {}
}
