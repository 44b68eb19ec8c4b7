package dev.sotto.gateway;

/** A refusal and its reason, in words for the client. */
record Fault(Refusal refusal, String detail) {

    static Fault tooLarge(Route route) {
        return new Fault(Refusal.BODY_TOO_LARGE, "A body here may have " + route.maxBody() + " bytes.");
    }
}
