package dev.throughline.collector.source.declared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.collector.source.Guide;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every source that a file describes and that comes with Throughline. */
class BundledSourcesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final byte[] BODY = "{\"a\": 1}".getBytes(UTF_8);
    private static final int MOST = 25 << 20;

    /** One of the ways in which the sender of a source may prove who it is. */
    record Proven(Declaration declaration, Proof.Way way) {

        Envelope by(String secret, byte[] body, Instant at) {
            return Proofs.shown(way, secret, body, at);
        }

        @Override
        public String toString() {
            return declaration.name() + " by " + way.getClass().getSimpleName();
        }
    }

    private static final Map<String, Declaration> DECLARATIONS = new DeclaredKinds()
            .bundled().stream()
                    .map(kind -> ((KindOfFile) kind).declaration())
                    .collect(Collectors.toMap(Declaration::name, Function.identity(), (one, _) -> one, TreeMap::new));

    static Set<String> names() {
        return DECLARATIONS.keySet();
    }

    static Stream<Proven> ways() {
        return DECLARATIONS.values().stream()
                .flatMap(declaration -> declaration.ways().stream().map(way -> new Proven(declaration, way)));
    }

    private static Declaration declared(String name) {
        return Objects.requireNonNull(DECLARATIONS.get(name));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void letsInWhoKnowsOneOfTheSecrets(Proven proven) {
        DeclaredSource source = source(proven.declaration(), "first", "second");
        assertThat(isLetIn(source, proven.by("first", BODY, NOW), BODY)).isTrue();
        assertThat(isLetIn(source, proven.by("second", BODY, NOW), BODY)).isTrue();
        assertThat(isLetIn(source, proven.by("third", BODY, NOW), BODY)).isFalse();
        assertThat(isLetIn(source, proven.by("first", BODY, NOW), BODY))
                .as("the same again")
                .isTrue();
        byte[] large = new byte[MOST];
        assertThat(isLetIn(source, proven.by("first", large, NOW), large)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void refusesEverybodyWithoutASecret(Proven proven) {
        DeclaredSource source = source(proven.declaration());
        assertThat(isLetIn(source, proven.by("first", BODY, NOW), BODY)).isFalse();
        assertThat(isLetIn(source, proven.by("", BODY, NOW), BODY)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void refusesWhatIsEmptyOrCutShort(Proven proven) {
        DeclaredSource source = source(proven.declaration(), "first");
        assertThat(source.isSigned(Envelopes.with(Map.of()))).isFalse();
        assertThat(isLetIn(source, Envelopes.with(Map.of()), BODY)).isFalse();
        for (Envelope damaged : Proofs.damaged(proven.way(), "first", BODY, NOW)) {
            assertThat(isLetIn(source, damaged, BODY)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void refusesASignatureOfAnotherBodyOrTime(Proven proven) {
        DeclaredSource source = source(proven.declaration(), "first");
        if (proven.way() instanceof Proof.OfHmac || proven.way() instanceof Proof.OfStandardWebhooks) {
            assertThat(isLetIn(source, proven.by("first", BODY, NOW), "{\"a\": 2}".getBytes(UTF_8)))
                    .isFalse();
        }
        if (proven.way() instanceof Proof.OfStandardWebhooks
                || proven.way() instanceof Proof.OfHmac hmac && hmac.timestamp() != null) {
            Instant before = NOW.minus(Duration.ofMinutes(6));
            assertThat(isLetIn(source, proven.by("first", BODY, before), BODY)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void makesNoFactsOfWhatItDoesNotKnow(String name) {
        DeclaredSource source = source(declared(name), "first");
        for (String body : new String[] {
            "not json",
            "",
            "[]",
            "null",
            "42",
            "{",
            "{}",
            "\"text\"",
            "[[[[",
            "{}{}",
            "[{}]",
            "[".repeat(100_000),
            "{\"a\":".repeat(200)
        }) {
            isClear(normalize(source, "an_event_of_tomorrow", body.getBytes(UTF_8)));
        }
        assertThat(normalize(source, "", new byte[MOST])).isInstanceOf(Malformed.class);
    }

    private static void isClear(Normalization read) {
        switch (read) {
            case Facts facts -> assertThat(facts.facts()).isEmpty();
            case Ignored ignored -> assertThat(ignored.reason()).isNotBlank().doesNotContain("\n");
            case Malformed malformed -> {
                assertThat(malformed.field()).isNotBlank();
                assertThat(malformed.detail()).isNotBlank().doesNotContain("\n");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysHowItIsConnected(String name) {
        Guide guide = declared(name).description().guide();
        assertThat(guide.where()).isNotBlank();
        assertThat(guide.proof()).isNotBlank();
        assertThat(guide.steps()).noneMatch(step -> step.title().isBlank());
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhatItsSettingsMean(String name) throws IOException {
        Declaration declaration = declared(name);
        String file;
        try (var in = getClass().getResourceAsStream("/sources/" + name + ".yml")) {
            assertThat(in).isNotNull();
            file = new String(in.readAllBytes(), UTF_8);
        }
        String documentation = Files.readString(Path.of("../docs/sources.md"));
        int section = documentation.indexOf("\n## " + declaration.description().title() + "\n");
        assertThat(section).as("a section in docs/sources.md").isPositive();
        int next = documentation.indexOf("\n## ", section + 1);
        String told = documentation.substring(section, next < 0 ? documentation.length() : next);
        for (String setting : declaration.settings().keySet()) {
            assertThat(Pattern.compile("(?m)^  # .+\n(  # .+\n)*  " + setting + ": ")
                            .matcher(file)
                            .find())
                    .as("a comment above " + setting)
                    .isTrue();
            assertThat(told).contains("`" + setting + "`");
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void makesSomethingOfEveryExample(String name) throws IOException {
        Path folder = Stream.of(name, declared(name).description().title())
                .map(folderName -> Path.of("../../shared/data/payloads", folderName))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(Path.of("missing"));
        assumeThat(folder).isDirectory();
        DeclaredSource source = source(declared(name), "first");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                byte[] body = Files.readAllBytes(file);
                Normalization read = normalize(source, "", body);
                assertThat(read).as(file.toString()).isNotInstanceOf(Malformed.class);
                assertThat(normalize(source, "", body)).as("the same again").isEqualTo(read);
                if (read instanceof Ignored) {
                    isClear(read);
                }
            }
        }
    }

    private static boolean isLetIn(DeclaredSource source, Envelope envelope, byte[] body) {
        return source.isSigned(envelope) && source.authenticate(envelope, body);
    }

    private static Normalization normalize(DeclaredSource source, String event, byte[] body) {
        return source.normalize(new Delivery("d1", event, null, NOW, body));
    }

    private static DeclaredSource source(Declaration declaration, String... secrets) {
        return new DeclaredSource(
                declaration.name(),
                declaration,
                new DeclaredProperties(Stream.of(secrets).map(Secret::new).toList(), Map.of()),
                CLOCK);
    }
}
