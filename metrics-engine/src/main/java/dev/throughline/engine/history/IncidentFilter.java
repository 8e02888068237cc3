package dev.throughline.engine.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents are wanted. Null means any.
 *
 * @param services names, ignoring case, old ones too; empty means all
 * @param from opened not before this
 * @param until opened before this
 * @param isOpen whether they are not resolved yet
 * @param text what their title contains, ignoring case, or their number is
 */
public record IncidentFilter(
        List<String> services,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Boolean isOpen,
        @Nullable String text) {

    /** The same whatever their title is. */
    public IncidentFilter(
            List<String> services, @Nullable Instant from, @Nullable Instant until, @Nullable Boolean isOpen) {
        this(services, from, until, isOpen, null);
    }

    /** Every incident of these services, whenever it was opened. */
    public static IncidentFilter of(List<String> services) {
        return new IncidentFilter(services, null, null, null);
    }

    /** Those of these services that are not resolved yet. */
    public static IncidentFilter open(List<String> services) {
        return new IncidentFilter(services, null, null, true);
    }
}
