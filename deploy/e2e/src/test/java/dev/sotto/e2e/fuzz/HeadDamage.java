package dev.sotto.e2e.fuzz;

import dev.sotto.e2e.isolation.Client.Ask;
import java.util.List;
import java.util.TreeSet;

/** Adds invalid or very large headers. */
final class HeadDamage implements Damage {
    private static final List<String> NAMES = List.copyOf(new TreeSet<>(Hostile.HEADERS.keySet()));
    private static final int MANY = 250;

    @Override
    public boolean fits(Documented operation, Ask ask) {
        return true;
    }

    @Override
    public Ask done(Documented operation, Ask ask, Dice dice) {
        if (dice.chance(3)) {
            Ask many = ask;
            for (int i = 0; i < MANY; i++) {
                many = many.with("X-Many-" + i, "1");
            }
            return many;
        }
        if (dice.chance(10)) {
            return ask.with("Authorization", dice.one(Hostile.CREDENTIALS));
        }
        List<String> known = operation.parameters("header").stream()
                .map(Documented.Parameter::name)
                .filter(Hostile.HEADERS::containsKey)
                .toList();
        String name = !known.isEmpty() && dice.chance(40) ? dice.one(known) : dice.one(NAMES);
        return ask.with(name, dice.one(Hostile.HEADERS.get(name)));
    }
}
