package dev.throughline.server.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what could not be imported, by reason, and names the first invalid rows. */
final class DevLakeTally {

    private static final int SHOWN = 20;

    private final Map<String, Long> left = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long bad;

    /** @param what of which kind, and why, e.g. {@code deployments that have not ended} */
    synchronized void leave(String what) {
        left.merge(what, 1L, Long::sum);
    }

    /** @param place file and line */
    synchronized void bad(String place, String why) {
        bad++;
        if (wrong.size() < SHOWN) {
            wrong.add(place + ": " + why);
        }
    }

    synchronized Map<String, Long> left() {
        return new LinkedHashMap<>(left);
    }

    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** How many rows are invalid. */
    synchronized long bad() {
        return bad;
    }
}
