package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.commit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.story.Story;
import org.junit.jupiter.api.Test;

/** Deployments whose pipeline is told by their jobs (definitions 1.2). */
class PipelinesIT {

    private final Story s = new Story("acme/s")
            .push("main", null, "08:00", commit("A", "08:00"))
            .deploy("1", "A", "production", "08:30")
            .push("main", "A", "09:00", commit("B", "09:00"), commit("C", "09:01"));

    @Test
    void takesTheJobsOfAPipelineForOneDeployment() {
        s.deployByJob("2", "B", "production", "10:00", "7", "eu")
                .deployByJob("3", "B", "production", "10:20", "7", "us");
        Engine engine = ConformanceIT.told(s);
        assertThat(engine.services()).containsExactly("acme/s: 1 2");
        assertThat(engine.deployment(s, "2").lead()).containsExactly(3600);
    }

    @Test
    void takesEachForItsOwnWithoutThoseEvents() {
        s.deploy("2", "B", "production", "10:00")
                .byJob("2", "72")
                .deploy("3", "B", "production", "10:20")
                .byJob("3", "73");
        Engine engine = ConformanceIT.told(s);
        assertThat(engine.services()).containsExactly("acme/s: 1 2 3");
        assertThat(engine.deployment(s, "3").kind()).isEqualTo("redeploy");
    }

    @Test
    void countsAChildAsItsParent() {
        s.deployByJob("2", "B", "production", "10:00", "8", "eu")
                .deployByJob("3", "B", "production", "10:20", "9", "us")
                .child("9", "8")
                .child("8", "7")
                .deployByJob("4", "B", "production", "10:30", "7", "ap");
        assertThat(ConformanceIT.told(s).services()).containsExactly("acme/s: 1 2");
    }

    @Test
    void takesAJobThatSucceedsAgainForADeploymentOfItsOwn() {
        s.deployByJob("2", "B", "production", "10:00", "7", "eu")
                .deployByJob("3", "B", "production", "10:20", "7", "us")
                .deployByJob("4", "C", "production", "11:00", "8", "eu")
                .deployByJob("5", "B", "production", "12:00", "7", "eu")
                .deployByJob("6", "B", "production", "12:30", "7", "ap");
        Engine engine = ConformanceIT.told(s);
        assertThat(engine.services()).containsExactly("acme/s: 1 2 4 5");
        assertThat(engine.deployment(s, "5").kind()).isEqualTo("rollback");
        assertThat(engine.deployment(s, "4").failed()).isTrue();
    }

    @Test
    void takesARetryThatSucceedsFirstForThePipelines() {
        s.deployByJob("2", "B", "production", "10:00", "7", "eu")
                .failToDeploy("3", "B", "10:10")
                .byJob("3", "73")
                .job("73", "7", "us")
                .deployByJob("4", "B", "production", "10:20", "7", "us");
        assertThat(ConformanceIT.told(s).services()).containsExactly("acme/s: 1 2");
    }

    @Test
    void keepsPipelinesOfTwoRepositoriesApart() {
        Story other = new Story("acme/other")
                .push("main", null, "08:00", commit("A", "08:00"))
                .deployByJob("2", "A", "production", "10:00", "7", "eu");
        s.deployByJob("2", "B", "production", "10:00", "7", "eu");
        assertThat(ConformanceIT.told(s, other).services()).containsExactly("acme/other: 2", "acme/s: 1 2");
    }
}
