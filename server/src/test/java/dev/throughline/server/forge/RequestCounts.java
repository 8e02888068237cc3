package dev.throughline.server.forge;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How often was asked for what, by the shape of the path. */
public final class RequestCounts {

    private final Map<String, Integer> answered = new ConcurrentHashMap<>();
    private final Map<String, Integer> notModified = new ConcurrentHashMap<>();
    private final Map<String, Integer> faulty = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger impatient = new AtomicInteger();

    /** Answers that told something, errors as well, without those of the other maps. */
    public Map<String, Integer> answered() {
        return new TreeMap<>(answered);
    }

    /** Answers of 304. */
    public Map<String, Integer> notModified() {
        return new TreeMap<>(notModified);
    }

    /** Answers that a fault befell. */
    public Map<String, Integer> faulty() {
        return new TreeMap<>(faulty);
    }

    /** Requests refused by a limit, primary or secondary. */
    public int refused() {
        return refused.get();
    }

    /** Those of the refused that came while a secondary limit held: who obeys {@code Retry-After} makes none. */
    public int impatient() {
        return impatient.get();
    }

    public int all() {
        return sum(answered) + sum(notModified) + sum(faulty) + refused.get();
    }

    public void clear() {
        answered.clear();
        notModified.clear();
        faulty.clear();
        refused.set(0);
        impatient.set(0);
    }

    void answered(String kind) {
        answered.merge(kind, 1, Integer::sum);
    }

    void notModified(String kind) {
        notModified.merge(kind, 1, Integer::sum);
    }

    void faulty(String kind) {
        faulty.merge(kind, 1, Integer::sum);
    }

    void countRefused() {
        refused.incrementAndGet();
    }

    void countImpatient() {
        impatient.incrementAndGet();
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
