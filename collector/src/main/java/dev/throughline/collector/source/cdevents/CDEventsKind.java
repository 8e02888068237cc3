package dev.throughline.collector.source.cdevents;

import dev.throughline.collector.source.Guide;
import dev.throughline.collector.source.Guide.Step;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.SourceKind;
import dev.throughline.collector.source.SourceSecret;
import dev.throughline.collector.source.Tells;
import java.util.List;
import java.util.Set;

/** CDEvents, in the terms of a sender that takes the address of a sink. */
final class CDEventsKind implements SourceKind<CDEventsProperties> {

    private static final List<String> EVENTS = List.of(
            "service.deployed",
            "service.upgraded",
            "service.rolledback",
            "incident.detected",
            "incident.reported",
            "incident.resolved");

    private static final String TRIAL = """
            curl -i '{url}' \\
              -H 'Authorization: Bearer {secret}' \\
              -H 'Content-Type: application/json' \\
              -d '{"context": {"specversion": "0.5.1", "id": "'"$(date +%s)"'", "source": "/test", "timestamp": "'"$(date -u +%FT%TZ)"'",
                   "type": "dev.cdevents.service.removed.0.3.0"},
                   "subject": {"id": "test", "content": {"environment": {"id": "test"}}}}'
            """;

    @Override
    public SourceDescription description() {
        return SourceDescription.of(
                CDEventsSource.TRAITS,
                "CDEvents",
                Set.of(Tells.DEPLOYMENTS, Tells.INCIDENTS),
                SourceSecret.made("Token"),
                new Guide(
                        "Wherever the sender takes the address of an HTTP sink",
                        "Events of the versions 0.3 to 0.5 are understood, as CloudEvents in binary, structured and batched mode, or by themselves.",
                        List.of(
                                Step.url("URL of the sink", ""),
                                Step.secret("Token"),
                                Step.value(
                                        "Header",
                                        "Authorization: Bearer",
                                        "With the token behind it. A sender that signs as Standard Webhooks says uses a key that begins with whsec_ instead."),
                                Step.choice(
                                        "Events",
                                        EVENTS,
                                        "All of them may come: what is not needed is kept and ignored. These are the ones that count:")),
                        "The first event appears among the deliveries. A deployment whose commit is not known gives no lead time: customData.commit tells it.",
                        TRIAL));
    }

    @Override
    public Class<CDEventsProperties> settings() {
        return CDEventsProperties.class;
    }

    @Override
    public Source open(String name, CDEventsProperties settings, Surroundings around) {
        return new CDEventsSource(name, settings, around.catalog(), around.clock());
    }
}
