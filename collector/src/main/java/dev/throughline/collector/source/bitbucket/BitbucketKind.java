package dev.throughline.collector.source.bitbucket;

import dev.throughline.collector.source.Guide;
import dev.throughline.collector.source.Guide.Step;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.SourceKind;
import dev.throughline.collector.source.SourceSecret;
import dev.throughline.collector.source.Tells;
import java.util.List;
import java.util.Set;

/** Bitbucket Cloud, in the terms of its own form for a webhook. */
final class BitbucketKind implements SourceKind<BitbucketProperties> {

    private static final List<String> EVENTS = List.of(
            "Repository: Push", "Repository: Updated", "Issue: Created", "Issue: Updated", "Issue: Comment created");

    private static final String TRIAL = """
            body='{}'
            secret="{secret}"
            signature=$(printf %s "$body" | openssl dgst -sha256 -hmac "$secret" -r | cut -d' ' -f1)
            curl -i '{url}' \\
              -H 'Content-Type: application/json' \\
              -H 'X-Event-Key: trial' \\
              -H "X-Request-UUID: test-$(date +%s)" \\
              -H "X-Hub-Signature: sha256=$signature" \\
              -d "$body"
            """;

    @Override
    public SourceDescription description() {
        return SourceDescription.of(
                BitbucketSource.TRAITS,
                "Bitbucket Cloud",
                Set.of(Tells.CHANGES, Tells.INCIDENTS),
                SourceSecret.made("Secret"),
                new Guide(
                        "Repository settings → Webhooks → Add webhook",
                        "Of a repository, or of a workspace for all of its repositories at once.",
                        List.of(
                                Step.url("URL", "Bitbucket has to be able to reach it."),
                                Step.secret("Secret"),
                                Step.choice("Triggers", EVENTS, "Under “Choose from a full list of triggers”:")),
                        "“View requests” shows what Bitbucket sent and how it was answered: 202 means that it is stored.",
                        TRIAL));
    }

    @Override
    public Class<BitbucketProperties> settings() {
        return BitbucketProperties.class;
    }

    @Override
    public Source open(String name, BitbucketProperties settings, Surroundings around) {
        return new BitbucketSource(name, settings, around.catalog());
    }
}
