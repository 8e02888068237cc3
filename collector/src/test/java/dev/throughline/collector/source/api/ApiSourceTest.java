package dev.throughline.collector.source.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Normalization;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiSourceTest {

    private static final Instant RECEIVED = Instant.parse("2026-03-02T10:05:00Z");
    private static final RepositoryId TILL = new RepositoryId("api", "acme/till");

    @Test
    void readsAStoredReportAgain() {
        List<Fact> facts = ((Normalization.Facts) normalize(
                        "incident", "{'service':'Acme/Till','id':'INC-1','opened_at':'2026-03-02T10:30:00Z'}"))
                .facts();

        assertThat(facts.getFirst()).isEqualTo(new RepositoryName(TILL, "Acme/Till", RECEIVED));
        assertThat(facts.get(1)).isInstanceOfSatisfying(Incident.class, incident -> {
            assertThat(incident.repository()).isEqualTo(TILL);
            assertThat(incident.statement()).isEqualTo(new Statement(RECEIVED, "d1"));
        });
    }

    @Test
    void saysOfAStoredBodyThatCannotBeReadWhereItIsWrong() {
        assertThat(normalize("deployment", "{'service':'a'}"))
                .isInstanceOfSatisfying(
                        Normalization.Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("id"));
        assertThat(normalize("rocket", "{}")).isInstanceOf(Normalization.Ignored.class);
    }

    private static Normalization normalize(String event, String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new ApiSource().normalize(new Delivery("d1", event, null, RECEIVED, bytes));
    }
}
