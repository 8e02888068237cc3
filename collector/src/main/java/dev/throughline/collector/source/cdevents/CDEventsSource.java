package dev.throughline.collector.source.cdevents;

import dev.throughline.collector.cloudevents.AbuseProtection;
import dev.throughline.collector.cloudevents.CloudEvent;
import dev.throughline.collector.cloudevents.CloudEvent.Data;
import dev.throughline.collector.cloudevents.CloudEvents;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.payload.Utf8;
import dev.throughline.collector.proof.SignatureOrToken;
import dev.throughline.collector.proof.Tokens;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Reply;
import dev.throughline.collector.source.Source;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CDEvents from any sender, in any mode of CloudEvents or on their own. */
final class CDEventsSource implements Source {

    static final String NAME = "cdevents";
    static final SourceTraits TRAITS = SourceTraits.ofServices(NAME, Precedence.EVENT);

    private final String name;
    private final SignatureOrToken proof;
    private final CDEventsConverter converter;

    /** @param name the name in its address */
    CDEventsSource(String name, CDEventsProperties properties, Catalog catalog, Clock clock) {
        this.name = name;
        this.proof = new SignatureOrToken(properties.secret(), clock);
        this.converter = new CDEventsConverter(properties, catalog);
    }

    @Override
    public SourceTraits traits() {
        return TRAITS;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isSigned(Envelope envelope) {
        return SignatureOrToken.isShown(envelope::header, token(envelope));
    }

    @Override
    public boolean authenticate(Envelope envelope, byte[] body) {
        return proof.holds(envelope::header, token(envelope), body);
    }

    /** The standard defines no way to authenticate. */
    private static @Nullable String token(Envelope envelope) {
        return Tokens.bearer(envelope.header("Authorization"));
    }

    @Override
    public String event(Envelope envelope) {
        return CloudEvents.attribute(envelope::header, "type").orElse("");
    }

    /** The id of the CloudEvent is new each time: the same body is the same delivery. */
    @Override
    public Optional<String> delivery(Envelope envelope) {
        return Optional.empty();
    }

    @Override
    public Optional<Reply> handshake(Envelope envelope) {
        return AbuseProtection.answer(envelope::header).map(headers -> new Reply(200, headers));
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        if (!delivery.event().isEmpty() && !EventType.isOurs(delivery.event())) {
            return new Ignored("'%s' is not a CDEvent".formatted(delivery.event()));
        }
        return Normalization.of(() -> Normalization.ofAll(
                bodies(delivery).stream().map(converter::convert).toList()));
    }

    /** The CDEvents in a delivery. Nothing else of a CloudEvent counts: the CDEvent repeats everything in its attributes. */
    private List<String> bodies(Delivery delivery) {
        String body = Utf8.text(delivery.body());
        if (CloudEvents.isEnvelope(delivery.contentType())
                || delivery.event().isEmpty() && CDEventsConverter.isCloudEvent(body)) {
            return CloudEvents.read(delivery.contentType(), _ -> null, delivery.body()).stream()
                    .map(CloudEvent::data)
                    .map(CDEventsSource::json)
                    .toList();
        }
        return List.of(body);
    }

    private static String json(Data data) {
        return switch (data) {
            case Data.Json(String text) -> text;
            case Data.None() -> throw UnreadablePayload.at("data", "is missing");
            case Data.Other(String contentType) ->
                throw UnreadablePayload.at("datacontenttype", "is '%s', which is not JSON".formatted(contentType));
        };
    }
}
