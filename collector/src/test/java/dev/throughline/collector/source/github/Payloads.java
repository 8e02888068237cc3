package dev.throughline.collector.source.github;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.engine.fact.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The payload files next to these tests, and what they turn into. */
final class Payloads {

    static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:00Z");
    static final JsonMapper JSON = JsonMapper.shared();

    private Payloads() {}

    static GitHubProperties properties(DeploymentRule... rules) {
        return new GitHubProperties(List.of(new Secret("s3cret")), List.of("Incident"), List.of(rules));
    }

    static InputStream open(String file) {
        return Objects.requireNonNull(Payloads.class.getResourceAsStream(file), file);
    }

    static ObjectNode read(String name) {
        try (InputStream in = open(name + ".json")) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Normalization normalize(GitHubSource source, String event, String body) {
        return source.normalize(
                new Delivery("d1", event, "application/json", RECEIVED_AT, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads a payload file, after a change to it. The event is the name up to its first hyphen. */
    static Normalization normalize(GitHubSource source, String name, Consumer<ObjectNode> change) {
        ObjectNode payload = read(name);
        change.accept(payload);
        return normalize(source, name.split("-")[0], payload.toString());
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
