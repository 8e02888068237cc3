package dev.throughline.collector.source.cdevents;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.cdevents.CDEventsProperties.Pipeline;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.catalog.Catalog.TierRule;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Tier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events of three versions of the standard, and what the source makes of them. */
final class Events {

    static final Instant RECEIVED_AT = Instant.parse("2026-03-30T15:00:00Z");
    static final JsonMapper JSON = JsonMapper.shared();

    /** @param expect in a word or a reason, what is to come of it */
    record Event(String expect, ObjectNode body) {

        String type() {
            return body.path("context").path("type").asString();
        }

        @Override
        public String toString() {
            return type() + ": " + expect;
        }
    }

    private Events() {}

    static List<Event> all() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Events.class.getResourceAsStream("events.jsonl")), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> (ObjectNode) JSON.readTree(line))
                    .map(line -> new Event(line.path("expect").asString(), (ObjectNode) line.get("body")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first one of this type. */
    static ObjectNode of(String what, String expect) {
        return all().stream()
                .filter(event -> event.type().startsWith("dev.cdevents." + what + ".")
                        && event.expect().equals(expect))
                .findFirst()
                .orElseThrow()
                .body();
    }

    static CDEventsSource source(String... secrets) {
        return new CDEventsSource(
                CDEventsSource.NAME,
                new CDEventsProperties(
                        List.of(secrets).stream().map(Secret::new).toList(),
                        List.of(new Pipeline("deploy-*", null, "production")),
                        List.of("incident")),
                new Catalog(
                        List.of(),
                        List.of(new TierRule("blue", Tier.OTHER), new TierRule("test-live", Tier.PRODUCTION))),
                Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC));
    }

    static Normalization read(ObjectNode event) {
        return read("application/json", event.toString());
    }

    static Normalization read(ObjectNode event, Consumer<ObjectNode> change) {
        ObjectNode changed = event.deepCopy();
        change.accept(changed);
        return read(changed);
    }

    static Normalization read(String contentType, String body) {
        return source().normalize(
                        new Delivery("d1", "", contentType, RECEIVED_AT, body.getBytes(StandardCharsets.UTF_8)));
    }

    static <F extends Fact> List<F> facts(Class<F> type, Normalization normalization) {
        if (normalization instanceof Facts(List<Fact> facts)) {
            return facts.stream().filter(type::isInstance).map(type::cast).toList();
        }
        throw new AssertionError("no facts: " + normalization);
    }
}
