package dev.throughline.collector.source.gitlab;

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

/** GitLab, in the terms of its own form for a webhook. */
final class GitLabKind implements SourceKind<GitLabProperties> {

    private static final List<String> TRIGGERS = List.of(
            "Push events",
            "Tag push events",
            "Comments",
            "Confidential comments",
            "Issues events",
            "Confidential issues events",
            "Merge request events",
            "Job events",
            "Pipeline events",
            "Deployment events",
            "Releases events");

    private static final String TRIAL = """
            curl -i '{url}' \\
              -H 'Content-Type: application/json' \\
              -H 'X-Gitlab-Event: System Hook' \\
              -H "Idempotency-Key: test-$(date +%s)" \\
              -H 'X-Gitlab-Token: {secret}' \\
              -d '{"event_name":"trial"}'
            """;

    @Override
    public SourceDescription description() {
        return SourceDescription.of(
                GitLabSource.TRAITS,
                "GitLab",
                Set.of(Tells.CHANGES, Tells.DEPLOYMENTS, Tells.INCIDENTS),
                SourceSecret.made("Secret token"),
                new Guide(
                                "Settings → Webhooks → Add new webhook",
                                "Of a group, for all of its projects at once, or of a single project. A signing token, which GitLab makes since 19.0, works as well: add it to the secrets here.",
                                List.of(
                                        Step.url(
                                                "URL",
                                                "GitLab has to be able to reach it. An administrator may have to allow requests to the local network."),
                                        Step.secret("Secret token"),
                                        Step.choice(
                                                "Trigger",
                                                TRIGGERS,
                                                "More does no harm: what is not needed is kept and ignored. These are the ones that count:")),
                                "Test → Push events sends the last push: the answer 202 means that it is stored.",
                                TRIAL)
                        .with(
                                new Form("Project", "https://gitlab.com/{name}/-/hooks", "acme/web"),
                                new Form("Group", "https://gitlab.com/groups/{name}/-/hooks", "acme")));
    }

    @Override
    public Class<GitLabProperties> settings() {
        return GitLabProperties.class;
    }

    @Override
    public Source open(String name, GitLabProperties settings, Surroundings around) {
        return new GitLabSource(name, settings, around.catalog(), around.clock());
    }

    @Override
    public boolean hasHistory() {
        return true;
    }

    @Override
    public Optional<CommentApi> comments() {
        return Optional.of(GitLabComments.INSTANCE);
    }
}
