package dev.throughline.collector.source.declared;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.Source;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A source that comes with Throughline as a file, and what it makes of bodies, in a line each. */
final class BundledSource {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Sample payloads are no part of this repository: they lie beside it, where somebody put them. */
    private static final Path SAMPLES = Path.of("../../shared/data/payloads");

    private final Source source;

    private BundledSource(String name, String secret, Map<String, String> settings) {
        Path file = Path.of("src/main/resources/sources", name + ".yml");
        this.source = new DeclaredSource(
                name,
                DeclarationReader.read(name, text(file)),
                new DeclaredProperties(List.of(new Secret(secret)), new HashMap<>(settings)),
                Clock.systemUTC());
    }

    /** @param settings {@code one=value other=value}; null or empty for none */
    static BundledSource with(String name, @Nullable String settings) {
        Map<String, String> all = new TreeMap<>();
        if (settings != null && !settings.isBlank()) {
            for (String setting : settings.strip().split(" +")) {
                String[] pair = setting.split("=", 2);
                all.put(pair[0], pair[1]);
            }
        }
        return new BundledSource(name, "s", all);
    }

    static BundledSource knowing(String secret, String name) {
        return new BundledSource(name, secret, Map.of());
    }

    boolean letsIn(Map<String, String> headers, String body) {
        return source.isSigned(Envelopes.with(headers))
                && source.authenticate(Envelopes.with(headers), body.getBytes(UTF_8));
    }

    Normalization normalize(String body) {
        return source.normalize(
                new Delivery("d1", "", null, Instant.parse("2026-11-21T10:00:00Z"), body.getBytes(UTF_8)));
    }

    /**
     * A body that differs from another in a few places.
     *
     * @param json with {@code '} for every quotation mark
     * @param change an object of what to put at the paths that are its keys, e.g. {@code {'job.status': 'failed'}}
     */
    static String body(String json, @Nullable String change) {
        ObjectNode body = (ObjectNode) JSON.readTree(json.replace('\'', '"'));
        if (change != null && !change.isBlank()) {
            JSON.readTree(change.replace('\'', '"'))
                    .properties()
                    .forEach(put -> put(body, put.getKey(), put.getValue()));
        }
        return body.toString();
    }

    private static void put(ObjectNode body, String path, JsonNode value) {
        ObjectNode within = body;
        String[] steps = path.split("\\.");
        for (int i = 0; i < steps.length - 1; i++) {
            within = within.path(steps[i]).isObject() ? (ObjectNode) within.get(steps[i]) : within.putObject(steps[i]);
        }
        String last = steps[steps.length - 1].replace('~', '.');
        within.set(last, value);
    }

    /** What is told of deployments: service, id, environment, commit, and its statuses; or why nothing is. */
    String told(String body) {
        return switch (normalize(body)) {
            case Ignored ignored -> "ignored: " + ignored.reason();
            case Malformed malformed -> "malformed: " + malformed.field() + " " + malformed.detail();
            case Facts facts -> told(facts.facts());
        };
    }

    private static String told(List<Fact> facts) {
        return all(facts, Deployment.class)
                .map(deployment -> Stream.of(
                                name(facts, deployment),
                                deployment.key().externalId(),
                                deployment.environment().name(),
                                deployment.revision().sha() == null
                                        ? "no commit"
                                        : deployment.revision().sha().value().substring(0, 7),
                                all(facts, DeploymentStatus.class)
                                        .filter(status -> status.deployment().equals(deployment.key()))
                                        .map(status -> (status.state() + "@" + status.at()).toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(" ")),
                                deployment.details().commitsIn() == null
                                        ? ""
                                        : "in " + deployment.details().commitsIn())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("; "));
    }

    private static String name(List<Fact> facts, Deployment deployment) {
        return all(facts, RepositoryName.class)
                .filter(name -> name.repository().equals(deployment.repository()))
                .map(RepositoryName::name)
                .collect(Collectors.joining());
    }

    private static <F extends Fact> Stream<F> all(List<Fact> facts, Class<F> type) {
        return facts.stream().filter(type::isInstance).map(type::cast);
    }

    /** The sample payloads of a sender, by name; the test ends here where nobody put them. */
    static Map<String, String> samples(String folder) {
        Path samples = SAMPLES.resolve(folder);
        Assumptions.assumeTrue(Files.isDirectory(samples), "sample payloads are not here");
        try (Stream<Path> files = Files.list(samples)) {
            return files.collect(Collectors.toMap(
                    file -> String.valueOf(file.getFileName()).replace(".json", ""), BundledSource::text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
