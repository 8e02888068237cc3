package dev.throughline.collector.source.declared;

import dev.throughline.collector.proof.Hmac.Algorithm;
import dev.throughline.collector.source.FourKeysMark;
import dev.throughline.collector.source.Guide;
import dev.throughline.collector.source.Guide.Step;
import dev.throughline.collector.source.Reply;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.SourceSecret;
import dev.throughline.collector.source.Tells;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Holds;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads a file that describes a source. docs/sources.md explains its keys. */
final class DeclarationReader {

    private static final Pattern SETTING = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final String CLOUD_EVENTS = "cloudevents";
    private static final int LAST_RANK = 9;
    private static final int LONGEST_PATIENCE = 30;

    private static final Map<String, BiFunction<YamlMapping, String, Optional<Proof.Way>>> WAYS = Map.of(
            "hmac", (keys, _) -> hmac(keys),
            "standard-webhooks", (_, _) -> Optional.of(new Proof.OfStandardWebhooks()),
            "token", (keys, _) -> token(keys),
            "basic", (_, _) -> Optional.of(new Proof.OfBasic()));

    private static final Map<String, BiFunction<YamlMapping, String, Step>> STEPS = Map.of(
            "url", (keys, text) -> Step.url(title(keys, text), note(keys)),
            "secret", (keys, text) -> Step.secret(title(keys, text)),
            "value", (keys, text) -> Step.value(title(keys, text), keys.text("value"), note(keys)),
            "choice", (keys, text) -> Step.choice(title(keys, text), keys.texts("values"), note(keys)),
            "code", (keys, text) -> Step.code(title(keys, text), keys.text("lines"), note(keys)));

    private DeclarationReader() {}

    /**
     * Reads a file.
     *
     * @param fileName without its ending: the name of the source if the file gives none
     * @throws Fault.Faulty when it does not describe a source, with everything that is wrong
     */
    static Declaration read(String fileName, String file) {
        YamlMapping keys = YamlMapping.of(file);
        String name = keys.maybeText("name").orElse(fileName);
        if (!SourceDescription.isName(name)) {
            keys.fault(
                    "name", "'%s' should be small letters, digits and single hyphens, such as team-2".formatted(name));
        }
        Set<Tells> tells = tells(keys);
        SourceTraits traits = new SourceTraits(
                name,
                tells.equals(Set.of(Tells.INCIDENTS)) ? Holds.NOTHING : Holds.SERVICE,
                keys.maybeOneOf("precedence", oneOf(Precedence.values()), word -> constant(Precedence.values(), word))
                        .orElse(Precedence.PIPELINE),
                '#',
                null);
        List<Optional<Proof.Way>> ways = keys.choices("authentication", WAYS);
        keys.texts("headers").stream()
                .filter(header -> ways.stream()
                        .flatMap(Optional::stream)
                        .flatMap(way -> way.headers().stream())
                        .anyMatch(header::equalsIgnoreCase))
                .forEach(header ->
                        keys.fault("headers", "'%s' proves who the sender is, and is kept nowhere".formatted(header)));
        if (ways.isEmpty()) {
            keys.fault("authentication", "it has to say how the sender proves who it is");
        }
        boolean isOfCloudEvents = isOfCloudEvents(keys);
        SourceSecret secret = secret(keys);
        Guide guide = keys.maybe("connect", DeclarationReader::guide)
                .orElseGet(() -> new Guide("", "", List.of(Step.url("URL", ""), Step.secret(secret.called())), "", ""));
        Declaration declaration = new Declaration(
                new SourceDescription(name, traits, keys.maybeText("title").orElse(name), tells, secret, guide),
                ways.stream().flatMap(Optional::stream).toList(),
                isOfCloudEvents,
                keys.maybe("delivery", DeclarationReader::header).orElse(null),
                keys.maybe("event", DeclarationReader::header).orElse(null),
                Set.copyOf(keys.texts("headers")),
                keys.maybe("four-keys", DeclarationReader::fourKeys).orElse(null),
                settings(keys),
                keys.maybeOneOf("answer", "200, 202 or 204", DeclarationReader::reply)
                        .orElse(null),
                keys.maybeOneOf("patience", "seconds, 1 to 30", DeclarationReader::patience)
                        .orElse(Duration.ofSeconds(10)),
                expression(keys, file));
        keys.check();
        return declaration;
    }

    private static FourKeysMark fourKeys(YamlMapping keys) {
        return new FourKeysMark(
                keys.maybeOneOf("rank", "a digit", DeclarationReader::rank).orElse(LAST_RANK), header(keys));
    }

    private static Optional<Integer> rank(String word) {
        return word.matches("[1-9]") ? Optional.of(Integer.valueOf(word)) : Optional.empty();
    }

    private static boolean isOfCloudEvents(YamlMapping keys) {
        boolean isOfCloudEvents = keys.maybeOneOf(
                        "transport",
                        CLOUD_EVENTS,
                        word -> word.equals(CLOUD_EVENTS) ? Optional.of(true) : Optional.empty())
                .orElse(false);
        for (String key : List.of("delivery", "event")) {
            if (isOfCloudEvents && keys.has(key)) {
                keys.fault(key, "a CloudEvent says that itself");
            }
        }
        return isOfCloudEvents;
    }

    private static Set<Tells> tells(YamlMapping keys) {
        Set<Tells> tells = EnumSet.noneOf(Tells.class);
        for (String word : keys.texts("tells")) {
            constant(Tells.values(), word)
                    .ifPresentOrElse(
                            tells::add,
                            () -> keys.fault("tells", "'%s' should be %s".formatted(word, oneOf(Tells.values()))));
        }
        if (tells.isEmpty()) {
            keys.fault("tells", "it has to say of what the sender tells: " + oneOf(Tells.values()));
            tells.add(Tells.INCIDENTS);
        }
        return tells;
    }

    private static SourceSecret secret(YamlMapping keys) {
        return keys.maybe("secret", secret -> {
                    String called = secret.maybeText("called").orElse("Secret");
                    return secret.maybeOneOf("from", "throughline or sender", word -> switch (word) {
                                case "throughline" -> Optional.of(SourceSecret.made(called));
                                case "sender" -> Optional.of(SourceSecret.issued(called));
                                default -> Optional.empty();
                            })
                            .orElse(SourceSecret.made(called));
                })
                .orElse(SourceSecret.made("Secret"));
    }

    private static Optional<Proof.Way> hmac(YamlMapping keys) {
        String header = header(keys);
        Optional<String> timestamp = keys.maybeText("timestamp-header");
        return Optional.of(new Proof.OfHmac(
                header,
                keys.maybeText("prefix").orElse(""),
                keys.maybeOneOf("algorithm", oneOf(Algorithm.values()), word -> constant(Algorithm.values(), word))
                        .orElse(Algorithm.SHA256),
                keys.maybeOneOf("encoding", oneOf(Proof.Encoding.values()), Proof.Encoding::of)
                        .orElse(Proof.Encoding.HEX),
                keys.maybeText("separator").filter(text -> !text.isEmpty()).orElse(null),
                timestamp.orElse(null),
                keys.maybeText("timestamp-joint").orElse(":")));
    }

    private static Optional<Proof.Way> token(YamlMapping keys) {
        Optional<String> parameter = keys.maybeText("parameter");
        if (parameter.isPresent() && keys.has("header")) {
            keys.fault("parameter", "a token stands in a header or in a parameter of the address, not in both");
        }
        return Optional.of(
                parameter.isPresent()
                        ? new Proof.OfToken(null, parameter.get(), "")
                        : new Proof.OfToken(
                                header(keys), null, keys.maybeText("prefix").orElse("")));
    }

    private static String header(YamlMapping keys) {
        String header = keys.text("header");
        if (!header.isEmpty() && !HEADER.matcher(header).matches()) {
            keys.fault("header", "'%s' is no name of a header".formatted(header));
        }
        return header;
    }

    private static Map<String, Setting> settings(YamlMapping keys) {
        return keys.maybe("settings", named -> {
                    Map<String, Setting> settings = new LinkedHashMap<>();
                    for (String name : named.names()) {
                        if (!SETTING.matcher(name).matches()) {
                            named.fault(name, "'%s' should be small letters, digits and underscores".formatted(name));
                        }
                        settings.put(name, setting(named, name));
                    }
                    return settings;
                })
                .orElseGet(LinkedHashMap::new);
    }

    private static Setting setting(YamlMapping keys, String name) {
        if (!keys.holdsKeys(name)) {
            return new Setting(keys.text(name), false);
        }
        Setting setting = keys.maybe(name, pattern -> new Setting(pattern.text("pattern"), true))
                .orElseGet(() -> new Setting("", true));
        setting.fault(setting.byDefault()).ifPresent(fault -> keys.fault(name, fault));
        return setting;
    }

    private static Optional<Reply> reply(String word) {
        return switch (word) {
            case "200", "202", "204" -> Optional.of(new Reply(Integer.parseInt(word)));
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> patience(String word) {
        try {
            int seconds = Integer.parseInt(word);
            return seconds >= 1 && seconds <= LONGEST_PATIENCE
                    ? Optional.of(Duration.ofSeconds(seconds))
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Guide guide(YamlMapping keys) {
        return new Guide(
                keys.maybeText("where").orElse(""),
                keys.maybeText("about").orElse(""),
                keys.choices("steps", STEPS),
                keys.maybeText("proof").orElse(""),
                keys.maybeText("trial").orElse(""));
    }

    private static String title(YamlMapping keys, String text) {
        return text.isEmpty() ? keys.text("title") : text;
    }

    private static String note(YamlMapping keys) {
        return keys.maybeText("note").orElse("");
    }

    private static Expression expression(YamlMapping keys, String file) {
        @Nullable ScalarNode map = keys.scalar("map").orElse(null);
        if (map == null) {
            if (!keys.has("map")) {
                keys.fault("map", "the expression is missing that puts a body into reports");
            }
            return Expression.NOTHING;
        }
        return Expression.of(map, file, keys::fault);
    }

    private static <E extends Enum<E>> Optional<E> constant(E[] all, String word) {
        return Stream.of(all).filter(one -> word(one).equals(word)).findFirst();
    }

    private static <E extends Enum<E>> String oneOf(E[] all) {
        List<String> words = Stream.of(all).map(DeclarationReader::word).toList();
        return "one of " + String.join(", ", words);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
