package dev.throughline.collector.source.github;

import dev.throughline.collector.comment.CommentApi;
import dev.throughline.collector.source.Guide;
import dev.throughline.collector.source.Guide.Form;
import dev.throughline.collector.source.Guide.Step;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.SourceKind;
import dev.throughline.collector.source.SourceSecret;
import dev.throughline.collector.source.Tells;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** GitHub, in the terms of its own form for a webhook. */
final class GitHubKind implements SourceKind<GitHubProperties> {

    private static final List<String> EVENTS = List.of(
            "Branch or tag creation",
            "Branch or tag deletion",
            "Deployments",
            "Deployment statuses",
            "Issue comments",
            "Issues",
            "Pull requests",
            "Pull request reviews",
            "Pushes",
            "Releases",
            "Repositories",
            "Workflow runs");

    private static final String TRIAL = """
            body='{"zen":"It works."}'
            secret="{secret}"
            signature=$(printf %s "$body" | openssl dgst -sha256 -hmac "$secret" -r | cut -d' ' -f1)
            curl -i '{url}' \\
              -H 'Content-Type: application/json' \\
              -H 'X-GitHub-Event: ping' \\
              -H "X-GitHub-Delivery: test-$(date +%s)" \\
              -H "X-Hub-Signature-256: sha256=$signature" \\
              -d "$body"
            """;

    @Override
    public SourceDescription description() {
        return SourceDescription.of(
                GitHubSource.TRAITS,
                "GitHub",
                Set.of(Tells.CHANGES, Tells.DEPLOYMENTS, Tells.INCIDENTS),
                SourceSecret.made("Secret"),
                new Guide(
                                "Settings → Webhooks → Add webhook",
                                "Of an organisation, for all of its repositories at once, or of a single repository. The form asks for four things.",
                                List.of(
                                        Step.url(
                                                "Payload URL",
                                                "GitHub has to be able to reach it. Behind a firewall, a tunnel or a reverse proxy that passes only /webhooks/ is enough."),
                                        Step.value(
                                                "Content type",
                                                "application/json",
                                                "The form-encoded one is understood as well."),
                                        Step.secret("Secret"),
                                        Step.choice(
                                                "Events",
                                                EVENTS,
                                                "“Send me everything” works: what is not needed is kept and ignored. To choose, these are the ones that count:")),
                                "GitHub sends a ping at once and shows the answer under Recent Deliveries: 202 means that it is stored.",
                                TRIAL)
                        .with(
                                new Form("Repository", "https://github.com/{name}/settings/hooks/new", "acme/web"),
                                new Form(
                                        "Organisation",
                                        "https://github.com/organizations/{name}/settings/hooks/new",
                                        "acme")));
    }

    @Override
    public Class<GitHubProperties> settings() {
        return GitHubProperties.class;
    }

    @Override
    public Source open(String name, GitHubProperties settings, Surroundings around) {
        return new GitHubSource(name, settings, around.catalog(), around.clock());
    }

    @Override
    public boolean hasHistory() {
        return true;
    }

    @Override
    public Optional<CommentApi> comments() {
        return Optional.of(GitHubComments.INSTANCE);
    }
}
