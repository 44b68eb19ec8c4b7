package dev.sotto.jobs.transcripts;

import java.util.Arrays;
import java.util.List;

/** The longest common subsequence of two lists. */
final class CommonSequence {

    private CommonSequence() {}

    /**
     * Returns for each entry of {@code after} the place of the same one in {@code before}; -1 if it is new. The places
     * grow. Common ends are always found, what is between them only if that takes at most {@code mostComparisons}.
     */
    static int[] of(List<String> before, List<String> after, long mostComparisons) {
        int[] places = new int[after.size()];
        Arrays.fill(places, -1);
        int least = Math.min(before.size(), after.size());
        int head = 0;
        while (head < least && before.get(head).equals(after.get(head))) {
            places[head] = head;
            head++;
        }
        int tail = 0;
        while (tail < least - head && last(before, tail).equals(last(after, tail))) {
            places[after.size() - 1 - tail] = before.size() - 1 - tail;
            tail++;
        }
        int rows = before.size() - head - tail;
        int columns = after.size() - head - tail;
        if (rows > 0 && columns > 0 && (long) rows * columns <= mostComparisons) {
            between(before, after, head, rows, columns, places);
        }
        return places;
    }

    private static String last(List<String> list, int fromEnd) {
        return list.get(list.size() - 1 - fromEnd);
    }

    private static void between(
            List<String> before, List<String> after, int head, int rows, int columns, int[] places) {
        int[][] longest = new int[rows + 1][columns + 1];
        for (int row = rows - 1; row >= 0; row--) {
            for (int column = columns - 1; column >= 0; column--) {
                longest[row][column] = before.get(head + row).equals(after.get(head + column))
                        ? longest[row + 1][column + 1] + 1
                        : Math.max(longest[row + 1][column], longest[row][column + 1]);
            }
        }
        int row = 0;
        int column = 0;
        while (row < rows && column < columns) {
            if (before.get(head + row).equals(after.get(head + column))) {
                places[head + column++] = head + row++;
            } else if (longest[row + 1][column] >= longest[row][column + 1]) {
                row++;
            } else {
                column++;
            }
        }
    }
}
