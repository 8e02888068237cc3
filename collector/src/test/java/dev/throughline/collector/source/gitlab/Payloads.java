package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Headers;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The payload files next to these tests, and what they turn into. */
final class Payloads {

    static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:00Z");
    static final Clock CLOCK = Clock.fixed(RECEIVED_AT, ZoneOffset.UTC);
    static final JsonMapper JSON = JsonMapper.shared();
    static final RepositoryId PAYMENTS = new RepositoryId("gitlab", "git.example.com", "4711");

    private Payloads() {}

    static GitLabProperties properties(DeploymentRule... rules) {
        return new GitLabProperties(List.of(new Secret("s3cret")), List.of("Incident", "sev1"), List.of(rules));
    }

    static GitLabSource source(DeploymentRule... rules) {
        return new GitLabSource(properties(rules), Catalog.EMPTY, CLOCK);
    }

    static ObjectNode read(String name) {
        try (InputStream in = Objects.requireNonNull(Payloads.class.getResourceAsStream(name + ".json"), name)) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Normalization normalize(GitLabSource source, String event, String body) {
        return source.normalize(new Delivery(
                "d1",
                event,
                "application/json",
                new Headers(Map.of("x-gitlab-instance", "https://header.example.com")),
                RECEIVED_AT,
                body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads a payload file, after a change to it. */
    static Normalization normalize(GitLabSource source, String name, Consumer<ObjectNode> change) {
        ObjectNode payload = read(name);
        change.accept(payload);
        return normalize(source, "Some Hook", payload.toString());
    }

    static Normalization normalize(String name, Consumer<ObjectNode> change) {
        return normalize(source(), name, change);
    }

    static ObjectNode attributes(ObjectNode payload) {
        return (ObjectNode) payload.get("object_attributes");
    }

    static List<Fact> facts(Normalization normalization) {
        if (normalization instanceof Facts facts) {
            return facts.facts();
        }
        throw new AssertionError("expected facts: " + normalization);
    }

    static <F extends Fact> F fact(Class<F> type, Normalization normalization) {
        return facts(normalization).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + ": " + normalization));
    }
}
