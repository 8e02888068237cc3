package dev.throughline.collector.source.declared;

import dev.throughline.collector.cloudevents.AbuseProtection;
import dev.throughline.collector.cloudevents.CloudEvent;
import dev.throughline.collector.cloudevents.CloudEvent.Data;
import dev.throughline.collector.cloudevents.CloudEvents;
import dev.throughline.collector.report.Telling;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.FourKeysMark;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.Normalization.Position;
import dev.throughline.collector.source.Reply;
import dev.throughline.collector.source.Source;
import dev.throughline.engine.fact.SourceTraits;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** A source that a file describes. */
final class DeclaredSource implements Source {

    private static final int LARGEST = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .build())
            .build();

    private final String name;
    private final Declaration declaration;
    private final List<Proof> proofs;
    private final Map<String, String> settings;
    private final Reports reports;
    private final Evaluations evaluations = new Evaluations();

    /** @param name of this one, which differs from its kind if there are several */
    DeclaredSource(String name, Declaration declaration, DeclaredProperties properties, Clock clock) {
        this.name = name;
        this.declaration = declaration;
        this.proofs = declaration.ways().stream()
                .map(way -> way.with(properties.secret(), clock))
                .toList();
        this.settings = settings(name, declaration, properties);
        this.reports = new Reports(new Telling(declaration.description().traits(), name));
    }

    private static Map<String, String> settings(String name, Declaration declaration, DeclaredProperties properties) {
        Map<String, String> settings = new HashMap<>();
        declaration.settings().forEach((key, setting) -> settings.put(key, setting.byDefault()));
        properties.settings().forEach((key, value) -> {
            Setting setting = declaration.settings().get(Setting.name(key));
            if (setting == null) {
                throw new IllegalArgumentException("throughline.%s.settings: '%s' is none of %s"
                        .formatted(
                                name,
                                key,
                                declaration.settings().keySet().stream()
                                        .sorted()
                                        .toList()));
            }
            setting.fault(value).ifPresent(fault -> {
                throw new IllegalArgumentException("throughline.%s.settings.%s: %s".formatted(name, key, fault));
            });
            settings.put(Setting.name(key), value);
        });
        return Map.copyOf(settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SourceTraits traits() {
        return declaration.description().traits();
    }

    @Override
    public boolean isSigned(Envelope envelope) {
        return proofs.stream().anyMatch(proof -> proof.isShown(envelope));
    }

    /**
     * If a signature is sent, it decides: a valid token does not make up for a wrong signature, and a proxy's credentials do not spoil a
     * valid one.
     */
    @Override
    public boolean authenticate(Envelope envelope, byte[] body) {
        List<Proof> shown =
                proofs.stream().filter(proof -> proof.isShown(envelope)).toList();
        List<Proof> signatures = shown.stream().filter(Proof::isSignature).toList();
        return signatures.isEmpty()
                ? shown.stream().map(proof -> proof.holds(envelope, body)).reduce(false, Boolean::logicalOr)
                : signatures.stream().allMatch(proof -> proof.holds(envelope, body));
    }

    @Override
    public String event(Envelope envelope) {
        return (declaration.isOfCloudEvents()
                        ? CloudEvents.attribute(envelope::header, "type")
                        : header(envelope, declaration.eventHeader()))
                .orElse("");
    }

    @Override
    public Optional<String> delivery(Envelope envelope) {
        return declaration.isOfCloudEvents()
                ? CloudEvents.key(envelope::header)
                : header(envelope, declaration.deliveryHeader());
    }

    private static Optional<String> header(Envelope envelope, @Nullable String name) {
        return Optional.ofNullable(name).map(envelope::header);
    }

    @Override
    public List<FourKeysMark> fourKeysMarks() {
        FourKeysMark mark = declaration.fourKeys();
        return mark == null ? List.of() : List.of(mark);
    }

    @Override
    public Set<String> keeps() {
        return declaration.isOfCloudEvents()
                ? Stream.concat(declaration.keeps().stream(), CloudEvents.HEADERS.stream())
                        .collect(Collectors.toUnmodifiableSet())
                : declaration.keeps();
    }

    @Override
    public Optional<Reply> handshake(Envelope envelope) {
        return declaration.isOfCloudEvents()
                ? AbuseProtection.answer(envelope::header).map(headers -> new Reply(200, headers))
                : Optional.empty();
    }

    @Override
    public Optional<Reply> reply() {
        return Optional.ofNullable(declaration.reply());
    }

    @Override
    public Duration patience() {
        return declaration.patience();
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        if (delivery.body().length > LARGEST) {
            return new Malformed("$", "is larger than 1 MiB, which is the most that an expression is given");
        }
        if (!declaration.isOfCloudEvents()) {
            return read(Event.of(delivery, settings));
        }
        return Normalization.of(() ->
                Normalization.ofAll(CloudEvents.read(
                                delivery.contentType(),
                                name -> delivery.headers().value(name).orElse(null),
                                delivery.body())
                        .stream()
                        .map(event -> read(event, delivery))
                        .toList()));
    }

    private Normalization read(CloudEvent event, Delivery delivery) {
        return switch (event.data()) {
            case Data.Json(String text) ->
                read(Event.of(event, text.getBytes(StandardCharsets.UTF_8), delivery, settings));
            case Data.None() -> read(Event.of(event, null, delivery, settings));
            case Data.Other(String contentType) ->
                new Ignored("it says something in '%s', which is not read".formatted(contentType));
        };
    }

    private Normalization read(Event event) {
        @Nullable Object body;
        try {
            body = event.body() == null ? null : withoutNulls(JSON.readValue(event.body(), Object.class));
        } catch (JacksonException e) {
            return new Malformed("$", "is not JSON that can be read");
        }
        try {
            return reports.read(
                    evaluations.run(() -> declaration.expression().evaluate(body, event.variables())),
                    event.key(),
                    event.at());
        } catch (Expression.Failed e) {
            Fault fault = e.fault();
            return new Malformed("map", fault.toString(), new Position(fault.line(), fault.column()));
        }
    }

    /** Null values are removed: the functions of an expression treat them like missing ones. */
    private static @Nullable Object withoutNulls(@Nullable Object json) {
        switch (json) {
            case Map<?, ?> fields -> {
                fields.values().removeIf(Objects::isNull);
                fields.values().forEach(DeclaredSource::withoutNulls);
            }
            case List<?> items -> {
                items.removeIf(Objects::isNull);
                items.forEach(DeclaredSource::withoutNulls);
            }
            case null, default -> {}
        }
        return json;
    }
}
