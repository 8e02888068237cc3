package dev.throughline.dashboard.weekly;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was sent, shared by all processes. An entry is written before anything is sent. */
public interface ReportBook {

    /**
     * One report to one destination.
     *
     * @param week its Monday
     * @param team its name in lower case; empty for all services
     * @param destination its name, no secret
     */
    record Entry(LocalDate week, String team, String destination) {}

    /** How one ended. */
    enum End {
        SENT,
        REFUSED,
        UNCLEAR,
        GIVEN_UP;

        /** The word for it in the book and in a counter. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Claims it, so that nobody else sends it.
     *
     * @return which attempt this is, from 1; empty when another process has it, when it is over, or when its next attempt is not due
     */
    Optional<Integer> take(Entry entry, Instant now);

    /** It is retried, not before a time. */
    void again(Entry entry, Instant at, Instant now);

    /** It is over. */
    void end(Entry entry, End end, Instant now);

    /** Marks as unclear what was claimed before a time and never finished: its process died. */
    List<Entry> endStranded(Instant before, Instant now);
}
