package dev.throughline.collector.source.cloudbuild;

import dev.throughline.collector.source.Guide;
import dev.throughline.collector.source.Guide.Step;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.SourceKind;
import dev.throughline.collector.source.SourceSecret;
import dev.throughline.collector.source.Tells;
import java.util.List;
import java.util.Set;

/** Google Cloud Build, in the terms of a Pub/Sub push subscription. */
final class CloudBuildKind implements SourceKind<CloudBuildProperties> {

    private static final String TRIAL = """
            secret="{secret}"
            curl -i "{url}?token=$secret" \\
              -H 'Content-Type: application/json' \\
              -d '{"id":"test","status":"WORKING"}'
            """;

    @Override
    public SourceDescription description() {
        return SourceDescription.of(
                CloudBuildSource.TRAITS,
                "Google Cloud Build",
                Set.of(Tells.DEPLOYMENTS),
                SourceSecret.made("Value of token in the endpoint URL"),
                new Guide(
                        "Pub/Sub → Subscriptions → Create subscription",
                        "Cloud Build publishes every step of every build to the topic cloud-builds of its project. Builds of triggers with deploy in their name are taken for deployments; the configuration can say which others are.",
                        List.of(
                                Step.value("Topic", "cloud-builds", "Make it where the project does not have it yet."),
                                Step.value("Delivery type", "Push", ""),
                                Step.url(
                                        "Endpoint URL",
                                        "With ?token= and the secret behind. Payload unwrapping works with and without."),
                                Step.secret("token in the endpoint URL")),
                        "The next build appears among the deliveries at once. 204 is the answer that Pub/Sub takes for success.",
                        TRIAL));
    }

    @Override
    public Class<CloudBuildProperties> settings() {
        return CloudBuildProperties.class;
    }

    @Override
    public Source open(String name, CloudBuildProperties settings, Surroundings around) {
        return new CloudBuildSource(name, settings);
    }
}
