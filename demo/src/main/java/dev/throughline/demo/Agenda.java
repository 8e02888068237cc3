package dev.throughline.demo;

import java.time.Instant;
import java.util.PriorityQueue;

/** What is going to happen, in order of time; what happens may put more on it. Of the same instant, first come first served. */
final class Agenda {

    private record Item(Instant at, long order, Runnable action) implements Comparable<Item> {
        @Override
        public int compareTo(Item other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Item> items = new PriorityQueue<>();
    private Instant now = Instant.EPOCH;
    private long order;

    /** The time of what happens just now. */
    Instant now() {
        return now;
    }

    void at(Instant at, Runnable action) {
        items.add(new Item(at, order++, action));
    }

    void runUntil(Instant until) {
        for (Item next = items.peek(); next != null && next.at.isBefore(until); next = items.peek()) {
            items.remove();
            now = next.at;
            next.action.run();
        }
    }
}
