package dev.throughline.server.forge;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears of every step of a story at the moment that it is made, when the repository is as it then was. */
interface StoryListener {

    /**
     * A branch or a tag moved.
     *
     * @param before null when it was made
     * @param after null when it was deleted
     * @param brought what is new on it, oldest first
     */
    record Move(
            String ref, @Nullable String before, @Nullable String after, List<Commit> brought, boolean forced) {}

    void pushed(ForgeRepository repository, Move move, Instant at);

    /** @param action in GitHub's word: {@code opened}, {@code synchronize}, {@code labeled}, {@code closed} */
    void proposed(ForgeRepository repository, Pull pull, String action, Instant at);

    /** @param action {@code submitted} or {@code dismissed} */
    void reviewed(ForgeRepository repository, Pull pull, Review review, String action, Instant at);

    /** @param action {@code opened}, {@code labeled}, {@code closed}, {@code reopened} */
    void reported(ForgeRepository repository, Issue issue, String action, Instant at);

    void commented(ForgeRepository repository, Ticket ticket, Comment comment, Instant at);

    void deployed(ForgeRepository repository, Deployment deployment, Instant at);

    void stated(ForgeRepository repository, Deployment deployment, Deployment.Status status, Instant at);

    void released(ForgeRepository repository, Release release, Instant at);

    /** The newest attempt of a run began or ended. */
    void ran(ForgeRepository repository, Run run, Instant at);

    void renamed(ForgeRepository repository, String formerName, Instant at);
}
