package dev.throughline.engine.sample;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The services whose facts changed, shared by any number of processes: each is derived by one at a time. */
public interface DueServices {

    /** Finds the services of incidents that changed: a root cause may name a commit of any service. */
    void route();

    /**
     * Services that are due, those waiting longest among the first; in a different order in each process, because all of them begin there.
     */
    Collection<Long> due();

    /**
     * Takes a service within the current transaction; it stays due when that is rolled back.
     *
     * @return what is due; empty when nothing is or another process has it
     */
    Optional<Due> take(long service);

    /** Forgets a service that was taken, if no repository counts for it any more and it is not configured. */
    void forgetIfGone(long service);

    /**
     * Notes the numbers of services that a configuration change affected, once they are derived and everything that it made pending is
     * read.
     *
     * @return the changes: name, metric, before and after, ready to be read
     */
    List<String> settle();

    /**
     * What is due for a service.
     *
     * @param shas the commits that its new facts concern
     * @param deployments the deployments that they concern; null when they may concern anything about the service
     * @param isGraphGrown whether commits were added to the commit graph that may concern it
     * @param isFull whether deployments or repositories came or went, so that every sample is to be derived again
     */
    record Due(Set<String> shas, @Nullable Set<UUID> deployments, boolean isGraphGrown, boolean isFull) {

        private static final int LITTLE = 500;

        /** Whether few facts speak of few commits and deployments. */
        public boolean isLittle() {
            return !isFull && deployments != null && deployments.size() + shas.size() <= LITTLE;
        }

        /** All of them taken together; at least one. */
        public static Due of(List<Due> parts) {
            boolean isOpen = parts.stream().anyMatch(part -> part.deployments == null);
            return new Due(
                    parts.stream().flatMap(part -> part.shas.stream()).collect(Collectors.toSet()),
                    isOpen
                            ? null
                            : parts.stream()
                                    .flatMap(part -> Objects.requireNonNull(part.deployments).stream())
                                    .collect(Collectors.toSet()),
                    parts.stream().anyMatch(Due::isGraphGrown),
                    parts.stream().anyMatch(Due::isFull));
        }
    }
}
