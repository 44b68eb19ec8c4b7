package dev.sotto.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void ordersTwoSidesAsAbba() {
        List<List<String>> rounds = Schedule.toAndFro(List.of("a", "b"), 4, new SplittableRandom(1));
        String first = rounds.get(0).get(0);
        String second = rounds.get(0).get(1);

        assertThat(rounds.stream().flatMap(List::stream))
                .containsExactly(first, second, second, first, first, second, second, first);
    }

    @Test
    void reversesOrderEachRound() {
        List<List<Integer>> rounds = Schedule.toAndFro(List.of(1, 2, 3, 4, 5), 9, new SplittableRandom(7));

        for (int round = 1; round < rounds.size(); round++) {
            List<Integer> reversed = new ArrayList<>(rounds.get(round - 1));
            Collections.reverse(reversed);
            assertThat(rounds.get(round)).isEqualTo(reversed);
        }
        assertThat(rounds).hasSize(9).allSatisfy(round -> assertThat(round).containsExactlyInAnyOrder(1, 2, 3, 4, 5));
    }

    @Test
    void choosesFirstSideRandomly() {
        Set<String> first = new HashSet<>();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 50; i++) {
            first.add(Schedule.toAndFro(List.of("a", "b"), 1, random).get(0).get(0));
        }

        assertThat(first).containsExactlyInAnyOrder("a", "b");
    }
}
