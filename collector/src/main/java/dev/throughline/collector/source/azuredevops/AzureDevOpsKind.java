package dev.throughline.collector.source.azuredevops;

import dev.throughline.collector.source.Guide;
import dev.throughline.collector.source.Guide.Step;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.SourceKind;
import dev.throughline.collector.source.SourceSecret;
import dev.throughline.collector.source.Tells;
import java.util.List;
import java.util.Set;

/** Azure DevOps, in the terms of its own form for a service hook. */
final class AzureDevOpsKind implements SourceKind<AzureDevOpsProperties> {

    private static final List<String> EVENTS = List.of(
            "Code pushed",
            "Pull request created",
            "Pull request updated",
            "Pull request merge attempted",
            "Work item created",
            "Work item updated",
            "Work item deleted",
            "Work item commented on",
            "Build completed");

    private static final String TRIAL = """
            curl -i '{url}' -u 'throughline:{secret}' \\
              -H 'Content-Type: application/json' \\
              -d '{"id":"trial","eventType":"trial","resource":{}}'
            """;

    @Override
    public SourceDescription description() {
        return SourceDescription.of(
                AzureDevOpsSource.TRAITS,
                "Azure DevOps",
                Set.of(Tells.CHANGES, Tells.INCIDENTS),
                SourceSecret.made("Basic authentication password"),
                new Guide(
                        "Project settings → Service hooks → Create subscription → Web Hooks",
                        "A subscription is of one event in one project: make one for each that counts.",
                        List.of(
                                Step.choice(
                                        "Trigger on this type of event",
                                        EVENTS,
                                        "“Work item …” with the type that incidents have, without any other filter."),
                                Step.url("URL", "It has to be one of https: the password is sent with each event."),
                                Step.value(
                                        "Basic authentication username",
                                        "throughline",
                                        "Any other does as well. Instead, the password can be sent as a header: X-Throughline-Token: and the password, under “HTTP headers”."),
                                Step.secret("Basic authentication password"),
                                Step.value(
                                        "Resource details to send",
                                        "All",
                                        "“Minimal” and “None” leave out what is measured."),
                                Step.value("Resource version", "the latest", "Of “Build completed” it has to be 2.0.")),
                        "“Test” sends an example, which is stored and ignored: 202 means that the subscription works.",
                        TRIAL));
    }

    @Override
    public Class<AzureDevOpsProperties> settings() {
        return AzureDevOpsProperties.class;
    }

    @Override
    public Source open(String name, AzureDevOpsProperties settings, Surroundings around) {
        return new AzureDevOpsSource(name, settings, around.catalog());
    }
}
