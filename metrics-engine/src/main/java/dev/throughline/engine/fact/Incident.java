package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An issue in the state reported by a delivery. Issues that are not incidents are facts too: their label may come or go.
 *
 * @param isDeleted whether it was deleted or moved elsewhere; no later statement undoes that
 * @param about what a pager or a tracker says that it concerns, each as the source's own key or name, e.g. {@code pij90n7} and {@code
 *     checkout api}, most reliable first; in lower case. Empty for a source whose repositories say it
 * @param openedAt when it began; null when unknown, as in an event that only reports its end: it counts as soon as another one provides it
 * @param resolvedAt null while it is open, also when it was reopened
 */
public record Incident(
        Entry entry,
        Kind kind,
        boolean isDeleted,
        List<String> about,
        @Nullable Instant openedAt,
        @Nullable Instant resolvedAt,
        Causes causes,
        Statement statement)
        implements Fact {

    public Incident {
        about = about.stream()
                .map(concern -> concern.strip().toLowerCase(Locale.ROOT))
                .filter(concern -> !concern.isEmpty())
                .distinct()
                .toList();
    }

    /** One whose repository says what it concerns. */
    public Incident(
            Entry entry,
            Kind kind,
            boolean isDeleted,
            Instant openedAt,
            @Nullable Instant resolvedAt,
            Causes causes,
            Statement statement) {
        this(entry, kind, isDeleted, List.of(), openedAt, resolvedAt, causes, statement);
    }

    /** Whether an issue is an incident (definitions 1.5). */
    public enum Kind {
        /** Nothing says that it is one. */
        ISSUE,
        /** A label or its type makes it one, or its source knows nothing else. */
        INCIDENT,
        /** It was marked as one, and is closed as not planned, or declined or canceled. */
        NOT_PLANNED,
        /** It was marked as one, and is closed as a duplicate, or merged into another. */
        DUPLICATE,
        /** It was marked as one, and continues as another somewhere else. */
        MOVED,
        /** It was marked as one, and became something larger. */
        PROMOTED
    }

    /**
     * Root causes of an incident.
     *
     * @param isExplicit whether a report names them as such; otherwise its text declares them
     */
    public record Causes(List<Cause> named, boolean isExplicit) {

        /** Nothing is named. */
        public static final Causes NONE = declared(List.of());

        /** Those that its title and body declare. */
        public static Causes declared(List<Cause> named) {
            return new Causes(named, false);
        }

        /** Those that a report names. */
        public static Causes reported(List<String> words) {
            return new Causes(Cause.reported(words), true);
        }
    }

    @Override
    public RepositoryId repository() {
        return entry.repository();
    }

    /** Its id in the API: the same in every replay. */
    public UUID id() {
        return entry.idAs("incident");
    }
}
