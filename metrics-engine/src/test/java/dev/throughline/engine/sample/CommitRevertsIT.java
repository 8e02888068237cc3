package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.at;
import static dev.throughline.engine.story.Story.commit;
import static dev.throughline.engine.story.Story.sha;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.story.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A commit that says which change it reverts, without a change of its own. */
class CommitRevertsIT {

    private final Story s = new Story("acme/s");

    @Test
    void failsTheDeploymentThatDeliveredTheChange() {
        assertThat(ConformanceIT.told(reverting("#7")).rules(s, "2")).containsExactly("revert");
    }

    @Test
    void saysNothingOfAnotherChange() {
        assertThat(ConformanceIT.told(reverting("#8")).rules(s, "2")).isEmpty();
    }

    private Story reverting(String change) {
        return s.push("main", null, "08:00", commit("base", "08:00"))
                .deploy("1", "base", "08:10")
                .push("topic", "base", "09:05", commit("a", "09:00"))
                .merged(7, "topic", "a", "09:10", "09:30", "a")
                .push("main", "base", "09:30", commit("a", "09:00"))
                .deploy("2", "a", "10:00")
                .push(
                        "main",
                        "a",
                        "10:30",
                        new Commit(
                                sha("r"),
                                at("10:30"),
                                AuthorTime.AUTHOR_DATE,
                                Author.UNKNOWN,
                                new Commit.Message(
                                        "Back out",
                                        false,
                                        List.of(),
                                        new Claims(List.of(change), List.of(), null, List.of(), List.of())),
                                null))
                .deploy("3", "r", "11:00");
    }
}
