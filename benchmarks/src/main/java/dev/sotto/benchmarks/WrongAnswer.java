package dev.sotto.benchmarks;

/** A side gave a wrong answer, so all its measurements are void. */
class WrongAnswer extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongAnswer(String what) {
        super(what);
    }
}
