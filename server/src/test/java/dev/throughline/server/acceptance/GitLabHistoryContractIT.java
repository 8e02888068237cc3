package dev.throughline.server.acceptance;

import dev.throughline.server.forge.ForgeRepository;
import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitLabApi;
import dev.throughline.server.forge.GitLabWebhooks;
import dev.throughline.server.forge.Hook;
import dev.throughline.server.forge.RepositoryStory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** GitLab tells the same by its webhooks and its API. */
class GitLabHistoryContractIT extends HistoryContract {

    private static final Stories.Habits HABITS = new Stories.Habits() {
        @Override
        public String word(String state) {
            return switch (state) {
                case "failure", "error" -> "failed";
                case "in_progress" -> "running";
                case "queued" -> "created";
                case "cancelled" -> "canceled";
                default -> state;
            };
        }

        @Override
        public String rebased(RepositoryStory web, int change, String branch) {
            web.rebase(branch);
            return web.fastForward(change);
        }

        /** By a deployment of its own. */
        @Override
        public void promoted(RepositoryStory web, String sha) {
            web.status(web.deploy(sha, "staging"), "success");
            web.status(web.deploy(sha, "production"), "success");
        }

        /** Not here: the webhooks of a project say nothing of it. */
        @Override
        public void renamed(RepositoryStory library, String name) {}

        @Override
        public String reverts(int change) {
            return "This reverts merge request !" + change;
        }
    };

    private static final class GitLab implements Forge {

        private final GitLabWebhooks webhooks = new GitLabWebhooks();
        private final RepositoryStory web = webhooks.hear(RepositoryStory.of(701, "acme/web", START));
        private final RepositoryStory library = webhooks.hear(RepositoryStory.of(702, "acme/library", START));
        private final RepositoryStory site = webhooks.hear(RepositoryStory.of(703, "acme/site", START));
        private final GitLabApi api =
                new GitLabApi(ForgeState.of(web.repository(), library.repository(), site.repository()));

        GitLab() {
            api.token(TOKEN);
        }

        @Override
        public String source() {
            return "gitlab";
        }

        @Override
        public List<String> settings() {
            List<String> settings = rules(
                    "throughline.gitlab.deployments",
                    List.of(
                            Map.of("repository", "acme/library", "from", "release"),
                            Map.of("repository", "acme/site", "from", "pipeline", "pattern", "Deploy")));
            settings.add("--throughline.gitlab.api-url=" + api.url());
            return settings;
        }

        @Override
        public List<ForgeRepository> repositories() {
            return List.of(web.repository(), library.repository(), site.repository());
        }

        @Override
        public List<Hook.Sent> deliveries() {
            return webhooks.deliveries();
        }

        /** Of the default branches, as a clone has it. */
        @Override
        public byte[] graph() {
            return repositories().stream()
                    .flatMap(repository ->
                            repository
                                    .commits()
                                    .log(Objects.requireNonNull(
                                            repository.branches().get("main")))
                                    .stream()
                                    .map(commit ->
                                            "{\"repository\":\"%s\",\"sha\":\"%s\",\"parents\":\"%s\",\"author_at\":\"%s\",\"committer_at\":\"%s\"}\n"
                                                    .formatted(
                                                            repository.fullName(),
                                                            commit.sha(),
                                                            String.join(" ", commit.parents()),
                                                            commit.authoredAt(),
                                                            commit.committedAt())))
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            api.close();
        }
    }

    @Override
    Forge open() {
        return new GitLab();
    }

    @Override
    void tell(Forge forge, Breaks breaks) {
        GitLab gitlab = (GitLab) forge;
        Stories stories = new Stories(HABITS, breaks);
        stories.deliver(gitlab.web);
        stories.release(gitlab.library);
        stories.run(gitlab.site);
    }

    @Override
    Unlike unlike() {
        return new Unlike()
                .byOurClock("repository", "named_at", "the API does not say since when a repository has its name")
                .byOurClock("tag", "stated_at", "a tag says nothing of when it was made")
                .byOurClock("change", "stated_by", "which delivery it was")
                .byOurClock("change", "named_merge_by", "which delivery it was")
                .byOurClock("change_commits", "stated_by", "which delivery it was")
                .byOurClock("deployment", "stated_by", "which delivery it was")
                .byOurClock("incident", "stated_by", "which delivery it was")
                .byOurClock("incident", "about_by", "which delivery it was")
                .byOurClock("incident_comment", "stated_by", "which delivery it was")
                .byOurClock("tag", "stated_by", "which delivery it was")
                .byOurClock("git_commit", "first_seen_at", "a push does not say when it was: it was when it arrived")
                .betterByApi("change", "is_unnamed", "webhooks do not name the commit of a squash or a fast-forward")
                .betterByApi(
                        "change", "merge_commit_sha", "webhooks do not name the commit of a squash or a fast-forward")
                .betterByApi("change", "named_merge", "webhooks do not name the commit of a squash or a fast-forward")
                .betterByApi(
                        "change", "named_merge_at", "webhooks do not name the commit of a squash or a fast-forward")
                .betterByApi("deployment", "created_at", "webhooks do not say when a deployment was asked for")
                .betterByApi("git_commit", "author_at", "pushes have the time of the committer")
                .betterByApi("git_commit", "author_at_rank", "pushes have the time of the committer")
                .onlyByApi("change_commits", 11, "webhooks do not list the commits of a merge request")
                .onlyByApi(
                        "deployment_run",
                        12,
                        "which pipeline a job is of, pipelines and jobs tell, which may not be sent")
                .onlyByApi("deployment_status", 10, "when a job began, where no webhook said it")
                .onlyByApi("git_commit", 243, "pushes leave out what is too much, and may be lost")
                .onlyByApi("tag", 2, "a pushed tag is kept as a push")
                .onlyByWebhooks("deployment_status", 4, "the API has the newest status of a deployment alone")
                .onlyByWebhooks(
                        "git_commit",
                        8,
                        "commits of a merge request that arrived in no branch that is read stand in its list alone")
                .betterByApi("deployments", "started_at", "webhooks do not say when a deployment was asked for")
                .betterByApi("changes", "stages", "webhooks do not say when a deployment was asked for")
                .betterByApi("changes", "lead_time_seconds", "webhooks do not list the commits of a merge request")
                .derived("metrics", "change_lead_time", "webhooks do not list the commits of a merge request");
    }
}
