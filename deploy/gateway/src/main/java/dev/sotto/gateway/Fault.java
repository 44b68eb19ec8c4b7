package dev.sotto.gateway;

/** A refusal and its reason, in words for the client. */
record Fault(Refusal refusal, String detail) {

    static Fault tooLarge(long limit) {
        return new Fault(Refusal.TOO_LARGE, "A body here may have " + limit + " bytes.");
    }
}
