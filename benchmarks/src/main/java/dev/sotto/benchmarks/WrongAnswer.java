package dev.sotto.benchmarks;

/** What a side answered is not what it should: whatever was measured with it is void. */
class WrongAnswer extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongAnswer(String what) {
        super(what);
    }
}
