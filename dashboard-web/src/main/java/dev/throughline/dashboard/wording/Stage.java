package dev.throughline.dashboard.wording;

import dev.throughline.engine.history.Stages;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of the way of a change, in the order in which it goes. */
public enum Stage {
    CODING("Coding", "first commit to opening", Stages::coding),
    PICKUP("Pickup", "opening to first review", Stages::pickup),
    REVIEW("Review", "first review to merge", Stages::review),
    QUEUE("Queue", "merge to start of the deployment", Stages::queue),
    DEPLOY("Deploy", "start of the deployment to its success", Stages::deploy);

    private final String title;
    private final String meaning;
    private final Function<Stages, @Nullable Long> seconds;

    Stage(String title, String meaning, Function<Stages, @Nullable Long> seconds) {
        this.title = title;
        this.meaning = meaning;
        this.seconds = seconds;
    }

    public String title() {
        return title;
    }

    /** From what to what it goes. */
    public String meaning() {
        return meaning;
    }

    /** The same of one change: without a review, the review begins with the opening. */
    public String meaning(Stages stages) {
        return this == REVIEW && stages.pickup() == null ? "opening to merge, without a review" : meaning;
    }

    /** How long it took; null when that is not known. */
    public @Nullable Long seconds(Stages stages) {
        return seconds.apply(stages);
    }
}
