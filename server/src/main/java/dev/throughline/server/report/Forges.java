package dev.throughline.server.report;

import dev.throughline.collector.history.ApiSettings;
import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.settings.Installation;
import dev.throughline.server.settings.Installation.ForgeAccess;
import java.net.URI;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/** The forges that comments can be written at: those with a token. */
final class Forges {

    /** For a command that writes none. */
    static final Forges NONE = new Forges(Map.of());

    private final Map<PullRequest.Kind, Forge> forges;

    /** @param settings its address, and with it the host that its token is good for */
    private record Forge(Comments comments, ApiSettings settings) {}

    private Forges(Map<PullRequest.Kind, Forge> forges) {
        this.forges = forges;
    }

    /** @throws CommandFailed when there is no token at all */
    static Forges of(Installation installation, Clock clock) {
        Map<PullRequest.Kind, Forge> forges = new EnumMap<>(PullRequest.Kind.class);
        ForgeAccess github = installation.github();
        if (github.token().isSet()) {
            ForgeClient client = new ForgeClient(
                    github.api(),
                    Map.of(
                            "Authorization", "Bearer " + github.token().reveal(),
                            "Accept", "application/vnd.github+json",
                            "X-GitHub-Api-Version", "2022-11-28"),
                    clock);
            forges.put(PullRequest.Kind.GITHUB, new Forge(new GitHubComments(client), settings(github.api())));
        }
        ForgeAccess gitlab = installation.gitlab();
        if (gitlab.token().isSet()) {
            URI instance = URI.create(gitlab.api().toString().replaceAll("/api/v4$", ""));
            ForgeClient client = new ForgeClient(
                    instance, Map.of("PRIVATE-TOKEN", gitlab.token().reveal(), "Accept", "application/json"), clock);
            forges.put(PullRequest.Kind.GITLAB, new Forge(new GitLabComments(client), settings(instance)));
        }
        if (forges.isEmpty()) {
            throw CommandFailed.because(
                    "--comment needs a token: set THROUGHLINE_GITHUB_TOKEN or THROUGHLINE_GITLAB_TOKEN");
        }
        return new Forges(forges);
    }

    private static ApiSettings settings(URI api) {
        return new ApiSettings(api, _ -> false);
    }

    /** @throws CommandFailed saying what to configure, when there is no token for where it is */
    Comments at(PullRequest request) {
        String name = request.kind().name();
        Forge forge = forges.get(request.kind());
        if (forge == null) {
            throw CommandFailed.because("it needs a token: set THROUGHLINE_%s_TOKEN".formatted(name));
        }
        // an API on this machine stands for any
        String host = forge.settings().host().orElse(request.host());
        if (!host.equals(request.host())) {
            throw CommandFailed.because("it is at %s, and THROUGHLINE_%s_API_URL is the address of %s"
                    .formatted(request.host(), name, host));
        }
        return forge.comments();
    }
}
