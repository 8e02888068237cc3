package dev.throughline.collector.source.gitea;

import dev.throughline.collector.source.Guide;
import dev.throughline.collector.source.Guide.Step;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.SourceKind;
import dev.throughline.collector.source.SourceSecret;
import dev.throughline.collector.source.Tells;
import java.util.List;
import java.util.Set;

/** Gitea and its relatives, in the terms of Gitea's form for a webhook. */
final class GiteaKind implements SourceKind<GiteaProperties> {

    private static final List<String> EVENTS = List.of(
            "Create",
            "Delete",
            "Push",
            "Repository",
            "Issues",
            "Issue labeled",
            "Issue comment",
            "Pull request",
            "Pull request labeled",
            "Pull request reviewed",
            "Pull request synchronized",
            "Release");

    private static final String TRIAL = """
            body='{}'
            secret="{secret}"
            signature=$(printf %s "$body" | openssl dgst -sha256 -hmac "$secret" -r | cut -d' ' -f1)
            curl -i '{url}' \\
              -H 'Content-Type: application/json' \\
              -H 'X-Gitea-Event: trial' \\
              -H "X-Gitea-Delivery: test-$(date +%s)" \\
              -H "X-Gitea-Signature: $signature" \\
              -d "$body"
            """;

    @Override
    public SourceDescription description() {
        return SourceDescription.of(
                GiteaSource.TRAITS,
                "Gitea, Forgejo, Gogs",
                Set.of(Tells.CHANGES, Tells.INCIDENTS),
                SourceSecret.made("Secret"),
                new Guide(
                        "Settings → Webhooks → Add webhook → Gitea",
                        "Of an organisation, for all of its repositories at once, or of a single repository; an administrator can add one for the whole instance. Forgejo and Gogs have the same form under their own names.",
                        List.of(
                                Step.url(
                                        "Target URL",
                                        "An address in a private network has to be allowed in the instance's app.ini, as ALLOWED_HOST_LIST of the section webhook."),
                                Step.value("HTTP method", "POST", ""),
                                Step.value(
                                        "POST content type",
                                        "application/json",
                                        "The form-encoded one is understood as well."),
                                Step.secret("Secret"),
                                Step.choice(
                                        "Trigger on",
                                        EVENTS,
                                        "“All events” works: what is not needed is kept and ignored. To choose “Custom events”, these are the ones that count:")),
                        "“Test delivery” at the foot of the saved form sends a push that changes nothing: 202 means that it is stored.",
                        TRIAL));
    }

    @Override
    public Class<GiteaProperties> settings() {
        return GiteaProperties.class;
    }

    @Override
    public Source open(String name, GiteaProperties settings, Surroundings around) {
        return new GiteaSource(name, settings, around.catalog());
    }
}
