package dev.throughline.server.acceptance;

import dev.throughline.server.forge.ForgeRepository;
import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitHubApi;
import dev.throughline.server.forge.GitHubWebhooks;
import dev.throughline.server.forge.Hook;
import dev.throughline.server.forge.RepositoryStory;
import java.util.List;
import java.util.Map;

/** GitHub tells the same by its webhooks and its API. */
class GitHubHistoryIT extends HistoryContract {

    private static final Stories.Habits HABITS = new Stories.Habits() {
        @Override
        public String word(String state) {
            return state;
        }

        @Override
        public String rebased(RepositoryStory web, int change, String branch) {
            return web.rebaseAndMerge(change);
        }

        @Override
        public void promoted(RepositoryStory web, String sha) {
            long promoted = web.deploy(sha, "staging");
            web.status(promoted, "success");
            web.statusIn(promoted, "production", "success");
        }

        @Override
        public void renamed(RepositoryStory library, String name) {
            library.rename(name);
        }

        @Override
        public String reverts(int change) {
            return "Reverts acme/web#" + change;
        }
    };

    private static final class GitHub implements Forge {

        private final GitHubWebhooks webhooks = new GitHubWebhooks(100);
        private final RepositoryStory web = webhooks.hear(RepositoryStory.of(701, "acme/web", START));
        private final RepositoryStory library = webhooks.hear(RepositoryStory.of(702, "acme/library", START));
        private final RepositoryStory site = webhooks.hear(RepositoryStory.of(703, "acme/site", START));
        private final GitHubApi api =
                new GitHubApi(ForgeState.of(web.repository(), library.repository(), site.repository()));

        GitHub() {
            api.token(TOKEN);
        }

        @Override
        public String source() {
            return "github";
        }

        @Override
        public List<String> settings() {
            List<String> settings = rules(
                    "throughline.github.deployments",
                    List.of(
                            Map.of("repository", "acme/library", "from", "release"),
                            Map.of("repository", "acme/counter", "from", "release"),
                            Map.of("repository", "acme/site", "from", "workflow", "pattern", "Deploy")));
            settings.add("--throughline.github.api-url=" + api.url());
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

        @Override
        public void close() {
            api.close();
        }
    }

    @Override
    Forge open() {
        return new GitHub();
    }

    @Override
    void tell(Forge forge, Breaks breaks) {
        GitHub github = (GitHub) forge;
        Stories stories = new Stories(HABITS, breaks);
        stories.deliver(github.web);
        stories.release(github.library);
        stories.run(github.site);
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
                .field("change", "commits", "the API lists no more than 250 of one pull request, and no number of them")
                .field(
                        "change",
                        "commits_at",
                        "the API lists no more than 250 of one pull request, and no number of them")
                .field("change", "approved_at", "the API has an approval that was dismissed as dismissed alone")
                .field("change", "url", "the API has the pages of a renamed repository under its new name")
                .field("deployment", "url", "the API has the pages of a renamed repository under its new name")
                .field("deployment", "stated_at", "the API has a deployment in the state that it reached last")
                .field("git_commit", "first_seen_at", "the API knows no pushes")
                .onlyByWebhooks(
                        "deployment_status",
                        4,
                        "the API does not say when a prerelease was promoted; its own time of a release gives way to a webhook's")
                .onlyByWebhooks("git_commit", 1, "the API does not list what a forced push replaced")
                .onlyByApi("git_commit", 164, "pushes leave out what is too much, and may be lost")
                .onlyByApi("graph_commit", 291, "webhooks tell no parents")
                .onlyByApi("change_commits", 10, "webhooks do not list the commits of a pull request")
                .onlyByApi("tag", 2, "a pushed tag is kept as a push")
                .field("changes", "approved_at", "the API has an approval that was dismissed as dismissed alone")
                .field("changes", "url", "the API has the pages of a renamed repository under its new name")
                .field("deployments", "url", "the API has the pages of a renamed repository under its new name")
                .derived("changes", "lead_time_seconds", "webhooks do not list the commits of a pull request")
                .derived("changes", "stages", "webhooks do not list the commits of a pull request")
                .derived("deployments", "commits", "webhooks tell no parents")
                .derived("deployments", "linked_by", "webhooks tell no parents")
                .derived("deployments", "flags", "webhooks tell no parents")
                .derived("metrics", "change_lead_time", "webhooks tell no parents");
    }
}
