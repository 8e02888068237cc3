package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.commit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.Tier;
import dev.throughline.engine.story.Story;
import org.junit.jupiter.api.Test;

/** What an environment is for, where its source does not say so with each deployment (definitions 1.1). */
class TiersIT {

    private final Story s = new Story("acme/s").push("main", null, "08:00", commit("A", "08:00"), commit("B", "08:01"));

    @Test
    void takesTheWordThatTheSameEnvironmentHasElsewhere() {
        s.deploy("1", "A", "shop", "09:00").deploy("2", "B", "shop", "10:00").forTier("2", Tier.PRODUCTION);
        assertThat(ConformanceIT.told(s).services()).containsExactly("acme/s: 1 2");
    }

    @Test
    void asksThePatternOnlyWhereNothingIsSaid() {
        s.deploy("1", "A", "production", "09:00")
                .deploy("2", "B", "production", "10:00")
                .forTier("2", Tier.TESTING)
                .deploy("3", "B", "prod", "11:00");
        assertThat(ConformanceIT.told(s).services()).containsExactly("acme/s: 3");
    }

    @Test
    void believesTheEarliestWord() {
        s.deploy("1", "A", "shop", "09:00")
                .forTier("1", Tier.STAGING)
                .deploy("2", "B", "shop", "10:00")
                .forTier("2", Tier.PRODUCTION)
                .deploy("3", "A", "shop", "11:00");
        assertThat(ConformanceIT.told(s).services()).containsExactly("acme/s: 2");
    }

    @Test
    void asksNoOtherRepository() {
        Story other = new Story("acme/other")
                .push("main", null, "08:00", commit("A", "08:00"))
                .deploy("2", "A", "shop", "09:00")
                .forTier("2", Tier.PRODUCTION);
        s.deploy("1", "A", "shop", "09:00");
        assertThat(ConformanceIT.told(s, other).services()).containsExactly("acme/other: 2", "acme/s:");
    }
}
