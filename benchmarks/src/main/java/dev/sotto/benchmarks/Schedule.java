package dev.sotto.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The order in which sides are measured. Each round has all sides, in the opposite order of the previous round. */
final class Schedule {

    private Schedule() {}

    /** With two sides this is ABBA. A steady drift of the machine cancels out over every two rounds. */
    static <T> List<List<T>> toAndFro(List<T> sides, int rounds, RandomGenerator random) {
        List<T> there = new ArrayList<>(sides);
        Collections.shuffle(there, new Random(random.nextLong()));
        List<T> back = new ArrayList<>(there);
        Collections.reverse(back);
        List<List<T>> schedule = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            schedule.add(round % 2 == 0 ? List.copyOf(there) : List.copyOf(back));
        }
        return schedule;
    }
}
