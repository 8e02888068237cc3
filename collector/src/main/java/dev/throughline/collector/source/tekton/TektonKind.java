package dev.throughline.collector.source.tekton;

import dev.throughline.collector.source.Guide;
import dev.throughline.collector.source.Guide.Step;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.SourceKind;
import dev.throughline.collector.source.SourceSecret;
import dev.throughline.collector.source.Tells;
import java.util.List;
import java.util.Set;

/** Tekton, in the terms of its configuration of a sink. */
final class TektonKind implements SourceKind<TektonProperties> {

    private static final String SINK = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: config-events
              namespace: tekton-pipelines
            data:
              formats: tektonv1
              sink: {url}?tekton-secret=<the secret>
            """;

    private static final String TRIAL = """
            secret="{secret}"
            curl -i '{url}' \\
              -H "tekton-secret: $secret" \\
              -H 'Content-Type: application/json' \\
              -H 'Ce-Type: dev.tekton.event.pipelinerun.started.v1' \\
              -H "Ce-Id: test-$(date +%s)" \\
              -d '{"pipelineRun":{"metadata":{"name":"test","uid":"test"}}}'
            """;

    @Override
    public SourceDescription description() {
        return SourceDescription.of(
                TektonSource.TRAITS,
                "Tekton",
                Set.of(Tells.DEPLOYMENTS),
                SourceSecret.made("tekton-secret in the sink"),
                new Guide(
                        "ConfigMap config-events, namespace tekton-pipelines",
                        "A run of a pipeline is a deployment when one of its parameters, gitrevision, is the whole hash of a commit. The configuration can name other parameters, and pipelines.",
                        List.of(
                                Step.url("Address", "It goes into the sink, with the secret in its query."),
                                Step.code(
                                        "Sink",
                                        SINK,
                                        "One for the whole cluster. Older versions have default-cloud-events-sink in config-defaults."),
                                Step.secret("tekton-secret in the sink")),
                        "The next run appears among the deliveries, event by event.",
                        TRIAL));
    }

    @Override
    public Class<TektonProperties> settings() {
        return TektonProperties.class;
    }

    @Override
    public Source open(String name, TektonProperties settings, Surroundings around) {
        return new TektonSource(name, settings);
    }
}
