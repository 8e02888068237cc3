package dev.throughline.dashboard.wording;

import dev.throughline.engine.history.Stages;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of the path of a change, in order. */
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

    /** What it spans. */
    public String meaning() {
        return meaning;
    }

    /** The same for one change: without a review, the review begins with the opening. */
    public String meaning(Stages stages) {
        return this == REVIEW && stages.pickup() == null ? "opening to merge, without a review" : meaning;
    }

    /** How long it took; null when unknown. */
    public @Nullable Long seconds(Stages stages) {
        return seconds.apply(stages);
    }
}
