package dev.throughline.collector.source;

import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.engine.fact.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The payload files next to the tests of a source, and what it turns them into. */
public final class SourcePayloads {

    public static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:00Z");

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Real payloads are no part of this repository: they lie beside it, where somebody put them. */
    private static final Path REAL = Path.of("../../shared/data/payloads");

    private final Class<?> beside;
    private final Source source;

    public SourcePayloads(Class<?> beside, Source source) {
        this.beside = beside;
        this.source = source;
    }

    public Source source() {
        return source;
    }

    /** @param name of the file, without {@code .json} */
    public ObjectNode read(String name) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name + ".json"), name)) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes(String name) {
        return read(name).toString().getBytes(StandardCharsets.UTF_8);
    }

    public Normalization normalize(String event, String body) {
        return source.normalize(
                new Delivery("d1", event, "application/json", RECEIVED_AT, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads a payload file, after a change to it. */
    public Normalization normalize(String event, String file, Consumer<ObjectNode> change) {
        ObjectNode payload = read(file);
        change.accept(payload);
        return normalize(event, payload.toString());
    }

    public static List<Fact> facts(Normalization normalization) {
        if (normalization instanceof Facts facts) {
            return facts.facts();
        }
        throw new AssertionError("expected facts: " + normalization);
    }

    public static <F extends Fact> List<F> all(Class<F> type, Normalization normalization) {
        return facts(normalization).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public static <F extends Fact> F fact(Class<F> type, Normalization normalization) {
        return all(type, normalization).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + ": " + normalization));
    }

    /** HMAC-SHA256 in hex. */
    public static String hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A real payload of a sender.
     *
     * @param name of its file, without {@code .json}
     */
    public record Real(String name, ObjectNode body) {}

    /** Every real payload of a sender; skips the test when there are none on this machine. */
    public static List<Real> real(String sender) {
        Path folder = REAL.resolve(sender);
        Assumptions.assumeTrue(Files.isDirectory(folder), "no real payloads beside the repository");
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .map(file -> new Real(
                            file.getFileName().toString().replaceFirst("\\.json$", ""), (ObjectNode) tree(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
