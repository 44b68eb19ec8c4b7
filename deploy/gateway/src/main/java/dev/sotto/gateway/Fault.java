package dev.sotto.gateway;

/** A refusal and its reason, as text for the client. */
record Fault(Refusal refusal, String detail) {

    static Fault malformed(String detail) {
        return new Fault(Refusal.MALFORMED_REQUEST, detail);
    }

    static Fault brokenBody() {
        return malformed("The chunks of the request body are malformed.");
    }

    static Fault tooLarge(long limit) {
        return new Fault(Refusal.TOO_LARGE, "The request body can have at most " + limit + " bytes.");
    }
}
