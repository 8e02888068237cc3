package dev.throughline.engine.metric.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Numbers each set of environments that a deployment reached: there are few of them. For any thread. */
final class Environments {

    private final Map<Set<String>, Short> numbers = new HashMap<>();
    private final List<Set<String>> sets = new ArrayList<>();

    /** @throws IllegalStateException when there are more sets than a short can distinguish */
    synchronized short numberOf(Set<String> environments) {
        Short known = numbers.get(environments);
        if (known != null) {
            return known;
        }
        if (sets.size() > Short.MAX_VALUE) {
            throw new IllegalStateException("more than " + Short.MAX_VALUE + " sets of environments");
        }
        short number = (short) sets.size();
        sets.add(Set.copyOf(environments));
        numbers.put(sets.getLast(), number);
        return number;
    }

    /** Which numbers have this environment; all of them when it is null. */
    synchronized boolean[] with(@Nullable String environment) {
        boolean[] having = new boolean[sets.size()];
        for (int number = 0; number < having.length; number++) {
            having[number] = environment == null || sets.get(number).contains(environment);
        }
        return having;
    }
}
